/** Small questions about the transport itself: ping, version, time. */
@NullMarked
package org.libtransport.xmpp.feature.info;

import org.jspecify.annotations.NullMarked;
