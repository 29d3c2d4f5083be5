/** Service discovery (XEP-0030) and entity capabilities (XEP-0115). */
@NullMarked
package org.libtransport.xmpp.feature.disco;

import org.jspecify.annotations.NullMarked;
