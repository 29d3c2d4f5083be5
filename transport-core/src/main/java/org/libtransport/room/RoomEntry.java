package org.libtransport.room;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;

/**
 * Whether the user is in one room at the network: asks to be let in, knows what the answers mean, and does not wait for
 * ever. Not thread-safe: belongs to the user's loop.
 */
final class RoomEntry {

    /** How long the network may take to let the user in. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So long after the user is in, all others have been reported, and the subject. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    private static final StanzaError TOO_SLOW = StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW);
    private static final StanzaError NO_ANSWER =
            StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT, Sentence.ROOM_UNANSWERED);

    private enum State {
        AWAITING_NETWORK,
        ENTERING,
        INSIDE,
        LEFT
    }

    private final String room;
    private final String nickname;
    private final String password;
    private final RoomContext context;
    private final Runnable onSilence;
    private final Consumer<StanzaError> onRefusal;
    private State state = State.AWAITING_NETWORK;
    private boolean heardOf;
    private Loop.@Nullable Timer timer;

    /**
     * @param nickname the one that is wanted
     * @param password empty if there is none
     * @param onSilence the network never said that the user is in, but spoke of the room, which only those see who are
     * @param onRefusal the user cannot be let in
     */
    RoomEntry(
            String room,
            String nickname,
            String password,
            RoomContext context,
            Runnable onSilence,
            Consumer<StanzaError> onRefusal) {
        this.room = room;
        this.nickname = nickname;
        this.password = password;
        this.context = context;
        this.onSilence = onSilence;
        this.onRefusal = onRefusal;
    }

    boolean isInside() {
        return state == State.INSIDE;
    }

    boolean isEntering() {
        return state == State.ENTERING;
    }

    /** Asks to be let in, maybe again. */
    void enter() {
        heardOf = false;
        if (context.network().send(WrapperMessage.Type.TYPE_JOIN_ROOM, frame(nickname, password))) {
            state = State.ENTERING;
            schedule(PATIENCE, this::patienceIsOver);
        } else {
            state = State.AWAITING_NETWORK;
            onRefusal.accept(TOO_SLOW);
        }
    }

    /** Some backends never report the user, but only those report nobody who have not let the user in. */
    private void patienceIsOver() {
        if (heardOf) {
            onSilence.run();
        } else {
            onRefusal.accept(NO_ANSWER);
        }
    }

    /** The network spoke of the room. */
    void heardOf() {
        heardOf = true;
    }

    /**
     * The user is in.
     *
     * @param onSettled called when everybody else and the subject would have been reported
     */
    void entered(Runnable onSettled) {
        state = State.INSIDE;
        schedule(SETTLED, onSettled);
    }

    /** The user is in, and nothing more is to be waited for. */
    void entered() {
        stopTimer();
        state = State.INSIDE;
    }

    /** The network is away, and the user will have to be let in again. */
    void networkLost() {
        stopTimer();
        state = State.AWAITING_NETWORK;
    }

    /** Tells the network that the user leaves, or does not wait any more. */
    void leave() {
        if (state != State.AWAITING_NETWORK) {
            context.network().send(WrapperMessage.Type.TYPE_LEAVE_ROOM, frame("", ""));
        }
    }

    /** Nothing is waited for any more. */
    void end() {
        state = State.LEFT;
        stopTimer();
    }

    /** Why the user is not let in, if the report says so. */
    static @Nullable StanzaError refusal(Wire.Participant report) {
        Condition condition = RoomCrowd.has(report, ParticipantFlag.PARTICIPANT_FLAG_CONFLICT)
                ? Condition.CONFLICT
                : RoomCrowd.has(report, ParticipantFlag.PARTICIPANT_FLAG_NOT_AUTHORIZED)
                        ? Condition.NOT_AUTHORIZED
                        : RoomCrowd.has(report, ParticipantFlag.PARTICIPANT_FLAG_ROOM_NOT_FOUND)
                                ? Condition.ITEM_NOT_FOUND
                                : null;
        if (condition == null) {
            return null;
        }
        String text = report.getStatusMessage();
        return text.isEmpty() ? StanzaError.of(condition) : StanzaError.of(condition, text);
    }

    private Wire.Room frame(String asNickname, String withPassword) {
        return Wire.Room.newBuilder()
                .setUserName(context.userName())
                .setRoom(room)
                .setNickname(asNickname)
                .setPassword(withPassword)
                .build();
    }

    private void schedule(Duration delay, Runnable task) {
        stopTimer();
        timer = context.loop().schedule(delay, () -> {
            timer = null;
            task.run();
        });
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
