/** The contacts of one user, and how the user's XMPP roster comes to hold them. State is owned by the user's loop. */
@NullMarked
package org.libtransport.roster;

import org.jspecify.annotations.NullMarked;
