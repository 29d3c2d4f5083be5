/** In-band registration (XEP-0077). */
@NullMarked
package org.libtransport.xmpp.feature.register;

import org.jspecify.annotations.NullMarked;
