package org.libtransport.room;

import org.libtransport.presence.Availability;

/**
 * Somebody in a room.
 *
 * @param nickname the name at the network
 * @param shown the name in addresses; unique in the room
 * @param moderator whether this one may remove others
 * @param iconHash names the picture; empty if there is none
 */
record Occupant(String nickname, String shown, boolean moderator, Availability availability, String iconHash) {}
