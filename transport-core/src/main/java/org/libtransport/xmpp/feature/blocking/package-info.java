/** The list of blocked contacts (XEP-0191) and requests that change it. Handlers run on the loop of the user who asks. */
@NullMarked
package org.libtransport.xmpp.feature.blocking;

import org.jspecify.annotations.NullMarked;
