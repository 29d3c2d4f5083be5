/** TLS of the ports that the transport listens on, from files that administrators name. Knows nothing else of ours. */
@NullMarked
package org.libtransport.tls;

import org.jspecify.annotations.NullMarked;
