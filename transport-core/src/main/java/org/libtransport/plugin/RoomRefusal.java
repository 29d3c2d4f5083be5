package org.libtransport.plugin;

/** Why a room cannot be entered. */
public enum RoomRefusal {
    /** The nickname is taken. */
    CONFLICT,
    /** A password is missing or wrong, or only members may enter. */
    NOT_AUTHORIZED,
    NOT_FOUND
}
