/** What XMPP servers let the transport do for their users beyond what everybody may (XEP-0356). */
@NullMarked
package org.libtransport.xmpp.privilege;

import org.jspecify.annotations.NullMarked;
