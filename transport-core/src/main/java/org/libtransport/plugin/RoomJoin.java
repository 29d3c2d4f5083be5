package org.libtransport.plugin;

import org.jspecify.annotations.Nullable;

/**
 * A room the user wants to enter.
 *
 * @param nickname what the user wants to be called there
 * @param password null if none was given
 */
public record RoomJoin(
        String room, String nickname, @Nullable String password) {

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "RoomJoin[" + room + " as " + nickname + "]";
    }
}
