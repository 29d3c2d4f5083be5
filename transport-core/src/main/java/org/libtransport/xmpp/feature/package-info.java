/** What the transport answers to: one class per XEP or small family, all listed in {@link org.libtransport.xmpp.feature.Features}. Handlers run on the loop of the user who asks. */
@NullMarked
package org.libtransport.xmpp.feature;

import org.jspecify.annotations.NullMarked;
