/** vCards (XEP-0054) and the pictures in them (XEP-0153): as values, and the requests for them. */
@NullMarked
package org.libtransport.xmpp.feature.vcard;

import org.jspecify.annotations.NullMarked;
