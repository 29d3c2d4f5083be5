package org.libtransport.room;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.conversation.Conversations;
import org.libtransport.protocol.Wire;
import org.libtransport.text.Sentence;
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

    /** How many messages wait for the user to be in; more go back. */
    static final int MOST_WAITING = 100;

    private static final StanzaError TOO_MUCH =
            StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.TOO_MUCH_WAITS_FOR_ROOM);
    private static final StanzaError OUTSIDE = StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.NOT_IN_ROOM_ANY_MORE);

    private final String name;
    private final RoomContext context;
    private final Consumer<Room> onEnd;
    private final RoomEntry entry;
    private final Guests guests;
    private final RoomCrowd crowd;
    private final RoomTalk talk;
    private final Queue<Message> waiting = new ArrayDeque<>(0);
    private boolean settled;

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
        this.context = context;
        this.onEnd = onEnd;
        String nickname = Objects.requireNonNull(joinAddress.resource());
        this.entry = new RoomEntry(name, nickname, password, context, this::assumeEntered, this::refused);
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
        if (entry.isInside()) {
            crowd.introduceOthers(guest);
            let(guest);
        } else if (entry.isEntering()) {
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
        crowd.entering();
        entry.enter();
    }

    /** The network is away. Nobody leaves for that: the room is entered again when it is back. */
    void networkLost() {
        entry.networkLost();
    }

    private void assumeEntered() {
        react(crowd.assumeEntered());
    }

    void participant(Wire.Participant report) {
        if (!isKnownToNetwork()) {
            return;
        }
        StanzaError refusal = RoomEntry.refusal(report);
        if (refusal == null) {
            entry.heardOf();
            react(crowd.report(report));
        } else if (entry.isEntering() || crowd.isSelf(report)) {
            refused(refusal);
        }
    }

    private boolean isKnownToNetwork() {
        return entry.isEntering() || entry.isInside();
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
        entry.entered(() -> {
            settled = true;
            crowd.settle();
            talk.settle();
        });
        for (Guest guest : guests.all()) {
            if (!guest.isInside()) {
                let(guest);
            }
        }
        for (int left = waiting.size(); left > 0; left--) {
            handOver(waiting.remove());
        }
    }

    /** The network calls the user otherwise. */
    void nicknameChanged(String now) {
        if (isKnownToNetwork()) {
            entry.heardOf();
            crowd.nicknameChanged(now);
        }
    }

    /** Something was said in the room, so the user is let in. */
    void heard() {
        entry.heardOf();
    }

    /** A resource that takes part says something, to all or to one. */
    void fromGuest(Message message) {
        if (entry.isInside()) {
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
        if (guests.remove(resource) != null
                && guests.isEmpty()
                && !context.staysConnected().getAsBoolean()) {
            entry.leave();
            end(OUTSIDE);
        }
    }

    /** The network does not want the user in the room. */
    private void refused(StanzaError error) {
        entry.leave();
        removeGuests(error, RoomPresence.TROUBLE);
        end(error);
    }

    /** The user is logged out, or the transport stops: everybody is told. Nothing is called any more. */
    void close(StanzaError reason) {
        removeGuests(reason, RoomPresence.SHUT_DOWN);
        end(reason);
    }

    private void removeGuests(StanzaError reason, int code) {
        String text = reason.text() == null ? "" : reason.text().toString();
        guests.tellAll(guest -> guest.isInside()
                ? RoomPresence.gone(guest, crowd.ownShown(), text, RoomPresence.SELF, code)
                : RoomPresence.refused(guest, reason));
    }

    private void end(StanzaError reason) {
        entry.end();
        waiting.forEach(message -> context.bounce().accept(message, reason));
        waiting.clear();
        RoomTalk.count(context, talk.unheard());
        onEnd.accept(this);
    }

    /** A presence of the room as the network itself wrote it, or a message: for all who take part. */
    void relay(Stanza stanza) {
        entry.heardOf();
        guests.tellAll(guest -> RoomRelay.to(guest, stanza));
        if (stanza instanceof Presence presence) {
            if (presence.type() == Presence.Type.ERROR
                    || (RoomRelay.isSelf(presence) && presence.type() == Presence.Type.UNAVAILABLE)) {
                end(OUTSIDE);
            } else if (RoomRelay.isSelf(presence) && entry.isEntering()) {
                entry.entered();
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
}
