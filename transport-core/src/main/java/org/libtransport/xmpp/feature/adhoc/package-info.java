/** Ad-hoc commands (XEP-0050) with forms of one stage. */
@NullMarked
package org.libtransport.xmpp.feature.adhoc;

import org.jspecify.annotations.NullMarked;
