/** XMPP addresses (RFC 7622) and how names of other networks become their local part (XEP-0106). Knows nothing else; immutable, any thread. */
@NullMarked
package org.libtransport.xmpp.jid;

import org.jspecify.annotations.NullMarked;
