/** Message, presence and IQ (RFC 6120 section 8) as immutable values, their errors, and the routing of IQs to features. */
@NullMarked
package org.libtransport.xmpp.stanza;

import org.jspecify.annotations.NullMarked;
