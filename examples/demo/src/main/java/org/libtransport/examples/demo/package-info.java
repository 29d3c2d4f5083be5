/**
 * The other side of the demo: an XMPP client, built on a client library that knows nothing of this project, which plays a
 * conversation with a transport in server mode. Belongs to the demo and is not part of what is shipped.
 */
@NullMarked
package org.libtransport.examples.demo;

import org.jspecify.annotations.NullMarked;
