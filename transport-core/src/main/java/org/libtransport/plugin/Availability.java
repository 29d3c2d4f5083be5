package org.libtransport.plugin;

/** Whether somebody can be talked to. */
public enum Availability {
    ONLINE,
    AWAY,
    /** Would like to chat. */
    FREE_FOR_CHAT,
    /** Away for long. */
    EXTENDED_AWAY,
    DO_NOT_DISTURB,
    OFFLINE,
    /** Online without others seeing it; only the user's own. */
    INVISIBLE
}
