/**
 * The rooms of the network as XMPP sees them (XEP-0045): who is in them, what is said in them, and which can be found. The
 * rooms of one user are owned by the user's loop; the {@link org.libtransport.room.RoomDirectory} is safe on any thread.
 */
@NullMarked
package org.libtransport.room;

import org.jspecify.annotations.NullMarked;
