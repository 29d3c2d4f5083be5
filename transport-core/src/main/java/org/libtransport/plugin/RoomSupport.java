package org.libtransport.plugin;

/**
 * A session whose network has rooms. Entering one is reported by {@link SessionEvents#participantChanged}, once for each
 * occupant and last for the user.
 */
public interface RoomSupport {

    /**
     * The user enters a room. Refused with {@link SessionEvents#roomRefused}; if this throws, the user reads that there is
     * no such room.
     */
    void joinRoom(RoomJoin join) throws Exception;

    void leaveRoom(String room) throws Exception;

    /** The user sets the subject of a room. */
    default void changeSubject(String room, String subject) throws Exception {}
}
