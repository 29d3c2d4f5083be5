package org.libtransport.plugin;

/**
 * A session whose network has rooms. Entering one is reported by {@link SessionEvents#participantChanged}, once for each
 * occupant and last for the user.
 *
 * <pre>{@code
 * @Override
 * public void joinRoom(RoomJoin join) throws IOException {
 *     if (!network.hasRoom(join.room())) {
 *         events.roomRefused(join, RoomRefusal.NOT_FOUND, "There is no such room.");
 *         return;
 *     }
 *     for (String occupant : network.enter(join.room(), join.nickname(), join.password())) {
 *         events.participantChanged(Participant.builder(join.room(), occupant).build());
 *     }
 *     events.participantChanged(
 *             Participant.builder(join.room(), join.nickname()).self().build());
 *     events.subjectChanged(join.room(), "", network.topic(join.room()));
 * }
 *
 * @Override
 * public void leaveRoom(String room) throws IOException {
 *     network.leave(room);
 * }
 * }</pre>
 */
public interface RoomSupport {

    /**
     * The user enters a room. Refused with {@link SessionEvents#roomRefused}; if this throws, the user reads that there is
     * no such room.
     */
    void joinRoom(RoomJoin join) throws Exception;

    void leaveRoom(String room) throws Exception;

    /** The user sets the subject of a room. */
    default void changeSubject(String room, String subject) throws Exception {
        throw new MessageRefusedException("Subjects of this network's rooms cannot be changed.");
    }
}
