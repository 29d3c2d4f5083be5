/** What requests about chat rooms (XEP-0045) need to know of them. */
@NullMarked
package org.libtransport.xmpp.feature.muc;

import org.jspecify.annotations.NullMarked;
