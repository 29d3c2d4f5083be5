/** Who is available and how: the resources of a user, and the states of networks and XMPP mapped to each other. State is owned by the user's loop. */
@NullMarked
package org.libtransport.presence;

import org.jspecify.annotations.NullMarked;
