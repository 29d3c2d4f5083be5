package org.libtransport.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Conversations;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room that one user is in, or on the way in: entered once at the network, however many resources take part. Not
 * thread-safe: belongs to the user's loop.
 */
final class Room {

    private static final Logger log = LoggerFactory.getLogger(Room.class);

    /** How long the network may take to let the user in. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So long after the user is in, all others have been reported, and the subject. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    /** How many messages wait for the user to be in; more go back. */
    static final int MOST_WAITING = 100;

    private static final StanzaError TOO_SLOW =
            StanzaError.of(Condition.RESOURCE_CONSTRAINT, "The network is too slow now, try again.");
    private static final StanzaError NO_ANSWER =
            StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT, "The network does not say whether you are in the room.");
    private static final StanzaError TOO_MUCH =
            StanzaError.of(Condition.RESOURCE_CONSTRAINT, "Too much is waiting for you to be in the room.");
    private static final StanzaError OUTSIDE =
            StanzaError.of(Condition.NOT_ACCEPTABLE, "You are not in this room any more.");

    private enum State {
        AWAITING_NETWORK,
        ENTERING,
        INSIDE,
        LEFT
    }

    private final String name;
    private final String nickname;
    private final String password;
    private final RoomContext context;
    private final Consumer<Room> onEnd;
    private final Guests guests;
    private final RoomCrowd crowd;
    private final RoomTalk talk;
    private final Queue<Message> waiting = new ArrayDeque<>(0);
    private State state = State.AWAITING_NETWORK;
    private boolean heardOf;
    private boolean settled;
    private Loop.@Nullable Timer timer;

    /**
     * @param joinAddress the room and the nickname that is wanted
     * @param onEnd called once, when the user is not in the room any more
     */
    Room(
            String name,
            Jid joinAddress,
            String password,
            RoomHistory history,
            RoomContext context,
            Consumer<Room> onEnd) {
        this.name = name;
        this.nickname = Objects.requireNonNull(joinAddress.resource());
        this.password = password;
        this.context = context;
        this.onEnd = onEnd;
        this.guests = new Guests(context.out());
        this.crowd = new RoomCrowd(nickname, guests);
        this.talk = new RoomTalk(name, joinAddress.bare(), context, crowd, guests, history);
    }

    String name() {
        return name;
    }

    RoomTalk talk() {
        return talk;
    }

    boolean hasGuest(Jid resource) {
        return guests.find(resource) != null;
    }

    List<Presence> joins() {
        return guests.all().stream().map(Guest::join).toList();
    }

    /** Whether a resource that takes part asks for another nickname than it has (XEP-0045 section 7.6). */
    boolean isOtherNickname(Jid resource, Jid to) {
        String wanted = to.resource();
        return hasGuest(resource) && wanted != null && !wanted.equals(crowd.ownShown());
    }

    /** Whether somebody is known by this name. */
    boolean hasOccupant(String shown) {
        return crowd.findShown(shown) != null;
    }

    /** The network's name for somebody who is shown so, or null. */
    @Nullable
    String nameOfOccupant(String shown) {
        Occupant occupant = crowd.findShown(shown);
        return occupant == null ? null : name + '/' + occupant.nickname();
    }

    /** A resource takes part, or wants to be told everything again. */
    void join(Guest guest) {
        guests.add(guest);
        if (state == State.INSIDE) {
            crowd.introduceOthers(guest);
            let(guest);
        } else if (state == State.ENTERING) {
            crowd.introduceOthers(guest);
        }
    }

    private void let(Guest guest) {
        crowd.introduceSelf(guest);
        guest.setInside();
        talk.introduce(guest, settled);
    }

    /** The network is there: enters, maybe again. */
    void enter() {
        state = State.ENTERING;
        heardOf = false;
        crowd.entering();
        Wire.Room join = frame(nickname, password);
        if (!context.network().send(WrapperMessage.Type.TYPE_JOIN_ROOM, join)) {
            state = State.AWAITING_NETWORK;
            refused(TOO_SLOW);
            return;
        }
        schedule(PATIENCE, this::patienceIsOver);
    }

    /** The network is away. Nobody leaves for that: the room is entered again when it is back. */
    void networkLost() {
        stopTimer();
        state = State.AWAITING_NETWORK;
    }

    /** Some backends never report the user, but only those report nobody who have not let the user in. */
    private void patienceIsOver() {
        if (heardOf) {
            react(crowd.assumeEntered());
        } else {
            refused(NO_ANSWER);
        }
    }

    void participant(Wire.Participant report) {
        if (state != State.ENTERING && state != State.INSIDE) {
            return;
        }
        StanzaError refusal = refusal(report);
        if (refusal == null) {
            heardOf = true;
            react(crowd.report(report));
        } else if (state == State.ENTERING || crowd.isSelf(report)) {
            refused(refusal);
        }
    }

    private static @Nullable StanzaError refusal(Wire.Participant report) {
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

    private void react(RoomCrowd.Outcome outcome) {
        switch (outcome) {
            case ENTERED -> entered();
            case LEFT -> end(OUTSIDE);
            case NOTHING -> {
                // Others come and go.
            }
        }
    }

    private void entered() {
        state = State.INSIDE;
        for (Guest guest : guests.all()) {
            if (!guest.isInside()) {
                let(guest);
            }
        }
        schedule(SETTLED, () -> {
            settled = true;
            crowd.settle();
            talk.settle();
        });
        for (int left = waiting.size(); left > 0; left--) {
            handOver(waiting.remove());
        }
    }

    /** The network calls the user otherwise. */
    void nicknameChanged(String now) {
        if (state == State.ENTERING || state == State.INSIDE) {
            heardOf = true;
            crowd.nicknameChanged(now);
        }
    }

    /** Something was said in the room, so the user is let in. */
    void heard() {
        heardOf = true;
    }

    /** A resource that takes part says something, to all or to one. */
    void fromGuest(Message message) {
        if (state == State.INSIDE) {
            handOver(message);
        } else if (message.payloadText("subject") == null && Conversations.isFleeting(message)) {
            log.debug("A chat state in {} is not worth waiting for", name);
        } else if (waiting.size() >= MOST_WAITING) {
            context.bounce().accept(message, TOO_MUCH);
        } else {
            waiting.add(message);
        }
    }

    private void handOver(Message message) {
        if (message.type() == Message.Type.GROUPCHAT) {
            talk.say(message);
        } else {
            talk.whisper(message);
        }
    }

    /** A resource leaves and is told so. */
    void leave(Jid resource) {
        Guest guest = guests.find(resource);
        if (guest != null) {
            guests.tell(RoomPresence.gone(guest, crowd.ownShown(), "", RoomPresence.SELF));
            gone(resource);
        }
    }

    /** A resource is not there any more. */
    void gone(Jid resource) {
        if (guests.remove(resource) != null && guests.isEmpty() && !context.staysConnected()) {
            leaveAtNetwork();
            end(OUTSIDE);
        }
    }

    /** The network does not want the user in the room. */
    private void refused(StanzaError error) {
        leaveAtNetwork();
        removeGuests(error, RoomPresence.TROUBLE);
        end(error);
    }

    /** The user is logged out, or the transport stops: everybody is told. Nothing is called any more. */
    void close(StanzaError reason) {
        removeGuests(reason, RoomPresence.SHUT_DOWN);
        end(reason);
    }

    private void removeGuests(StanzaError reason, int code) {
        String text = reason.text() == null ? "" : reason.text();
        guests.tellAll(guest -> guest.isInside()
                ? RoomPresence.gone(guest, crowd.ownShown(), text, RoomPresence.SELF, code)
                : RoomPresence.refused(guest, reason));
    }

    private void leaveAtNetwork() {
        if (state != State.AWAITING_NETWORK) {
            context.network().send(WrapperMessage.Type.TYPE_LEAVE_ROOM, frame("", ""));
        }
    }

    private void end(StanzaError reason) {
        state = State.LEFT;
        stopTimer();
        waiting.forEach(message -> context.bounce().accept(message, reason));
        waiting.clear();
        RoomTalk.count(context, talk.unheard());
        onEnd.accept(this);
    }

    /** A presence of the room as the network itself wrote it, or a message: for all who take part. */
    void relay(Stanza stanza) {
        heardOf = true;
        guests.tellAll(guest -> RoomRelay.to(guest, stanza));
        if (stanza instanceof Presence presence) {
            if (presence.type() == Presence.Type.ERROR
                    || (RoomRelay.isSelf(presence) && presence.type() == Presence.Type.UNAVAILABLE)) {
                end(OUTSIDE);
            } else if (RoomRelay.isSelf(presence) && state == State.ENTERING) {
                stopTimer();
                state = State.INSIDE;
                guests.all().forEach(Guest::setInside);
            }
        }
    }

    /** The link to XMPP is lost. */
    void xmppLost() {
        crowd.xmppLost();
    }

    /** A resource may have missed what happened since {@link #xmppLost}. */
    void refresh(Jid resource) {
        Guest guest = guests.find(resource);
        if (guest != null && guest.isInside()) {
            crowd.refresh(guest);
        }
    }

    /** All who are still there have been told what they missed. */
    void xmppBack() {
        crowd.xmppBack();
    }

    private Wire.Room frame(String asNickname, String withPassword) {
        return Wire.Room.newBuilder()
                .setUserName(context.userName())
                .setRoom(name)
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
