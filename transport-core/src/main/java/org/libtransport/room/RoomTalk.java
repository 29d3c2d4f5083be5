package org.libtransport.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.conversation.Conversations;
import org.libtransport.conversation.OutgoingMessages;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said in one room: to all, privately, and as its subject. Not thread-safe: belongs to the user's loop.
 *
 * <p>What the user says is shown when the network, or the backend for it, reports it back, as everything that is said in a
 * room (XEP-0045 section 7.4): only then everybody sees it in the same order. It keeps its id, by which the client knows it.
 */
final class RoomTalk {

    private static final Logger log = LoggerFactory.getLogger(RoomTalk.class);

    /** Marks a private message as one of a room (XEP-0045 section 7.5). */
    private static final Element PRIVATE = Element.of("x", "http://jabber.org/protocol/muc#user");

    /** How many of the user's messages may be on their way through the network. */
    private static final int MOST_UNSEEN = 100;

    private final String name;
    private final Jid address;
    private final RoomContext context;
    private final RoomCrowd crowd;
    private final Guests guests;
    private final RoomHistory history;
    private final Deque<Said> unseen = new ArrayDeque<>(0);
    private @Nullable RoomLine subject;

    /** What the user said and has not come back. */
    private record Said(String id, String text) {}

    /** @param address where a private message comes from while no resource is in the room */
    RoomTalk(String name, Jid address, RoomContext context, RoomCrowd crowd, Guests guests, RoomHistory history) {
        this.name = name;
        this.address = address;
        this.context = context;
        this.crowd = crowd;
        this.guests = guests;
        this.history = history;
    }

    // From the user.

    /** The user, being in the room, says something or changes the subject. */
    void say(Message message) {
        String subjectText = message.payloadText("subject");
        String text = OutgoingMessages.text(message);
        if (subjectText != null && message.body() == null) {
            send(message, WrapperMessage.Type.TYPE_ROOM_SUBJECT_CHANGED, subjectText);
        } else if (!text.isEmpty()) {
            if (message.id() != null) {
                if (unseen.size() == MOST_UNSEEN) {
                    unseen.removeFirst();
                }
                unseen.addLast(new Said(message.id(), text));
            }
            send(message, WrapperMessage.Type.TYPE_CONV_MESSAGE, text);
        }
    }

    private void send(Message message, WrapperMessage.Type type, String text) {
        context.deliveries().send(message, type, OutgoingMessages.toWire(message, context.userName(), name, text));
    }

    /** What the user said under this id does not come back: it went back. */
    void unsaid(String id) {
        unseen.removeIf(said -> said.id().equals(id));
    }

    /** The user says something to one occupant only (XEP-0045 section 7.5). */
    void whisper(Message message) {
        String shown =
                Objects.requireNonNull(Objects.requireNonNull(message.to()).resource());
        Occupant occupant = crowd.findShown(shown);
        if (occupant == null && Conversations.isFleeting(message)) {
            log.debug("A chat state is for nobody in {}", name);
        } else if (occupant == null) {
            context.deliveries()
                    .giveBack(message, StanzaError.of(Condition.ITEM_NOT_FOUND, Sentence.NOBODY_OF_THIS_NAME));
        } else {
            context.conversations().fromUser(message, name + '/' + occupant.nickname(), message.to());
        }
    }

    // From the network.

    /** Somebody, or the room itself, says something to all. */
    void said(Wire.ConversationMessage message) {
        String speaker = crowd.shown(message.getNickname());
        String id = idOf(message);
        for (List<Element> content : content(context, message)) {
            RoomLine line = line(speaker, id, content, context);
            id = context.ids().next();
            if (guests.tellInside(line::live)) {
                context.metrics().increment(Counter.MESSAGES_TO_XMPP);
                history.addHeard(line);
            } else {
                count(context, history.addUnheard(line));
            }
        }
    }

    /** What was said, as XMPP has it. */
    static RoomLine line(String speaker, String id, List<Element> content, RoomContext context) {
        return new RoomLine(speaker, id, context.clock().instant(), content);
    }

    /** Chat states of many people are of use to nobody (XEP-0085 section 5.5). */
    static List<List<Element>> content(RoomContext context, Wire.ConversationMessage message) {
        return context.incoming().parts(message, null);
    }

    static void count(RoomContext context, int unheard) {
        for (int i = 0; i < unheard; i++) {
            context.metrics().increment(Counter.MESSAGES_OUTSIDE_ROOMS);
        }
    }

    private String idOf(Wire.ConversationMessage message) {
        if (message.getNickname().equals(crowd.ownNickname())) {
            for (Iterator<Said> each = unseen.iterator(); each.hasNext(); ) {
                Said said = each.next();
                if (said.text().equals(message.getMessage())) {
                    each.remove();
                    return said.id();
                }
            }
        }
        return context.ids().next();
    }

    /** Somebody says something to the user only. */
    void whispered(String nickname, List<Element> content) {
        List<Element> marked = new ArrayList<>(content);
        marked.add(PRIVATE);
        String shown = crowd.shown(nickname);
        String id = context.ids().next();
        boolean told = guests.tellInside(guest -> new Message(
                RoomAddresses.occupant(guest.room(), shown),
                guest.resource(),
                Message.Type.CHAT,
                id,
                null,
                List.copyOf(marked)));
        if (!told) {
            context.out()
                    .accept(new Message(
                            RoomAddresses.occupant(address, shown),
                            context.user(),
                            Message.Type.CHAT,
                            id,
                            null,
                            List.copyOf(marked)));
        }
    }

    /** The same where nobody would miss it. */
    void whisperedFleetingly(String nickname, List<Element> content) {
        guests.tellInside(guest -> new Message(
                RoomAddresses.occupant(guest.room(), crowd.shown(nickname)),
                guest.resource(),
                Message.Type.CHAT,
                context.ids().next(),
                null,
                content));
    }

    /** The room has this subject. */
    void subjectChanged(Wire.ConversationMessage change) {
        List<Element> content = new ArrayList<>();
        content.add(Element.of("subject", Element.CONTENT_NAMESPACE, change.getMessage()));
        content(context, change).get(0).stream()
                .filter(payload -> payload.is("delay", "urn:xmpp:delay"))
                .forEach(content::add);
        RoomLine now = line(crowd.shown(change.getNickname()), context.ids().next(), List.copyOf(content), context);
        subject = now;
        guests.tellInside(now::live);
    }

    // To those who come.

    /** Tells a resource that has entered what was said before, then the subject (XEP-0045 sections 7.2.13, 7.2.15). */
    void introduce(Guest guest, boolean settled) {
        history.forNewcomer(guest.history(), context.clock().instant()).forEach(line -> guests.tell(line.late(guest)));
        if (subject != null) {
            guests.tell(subject.late(guest));
        } else if (settled) {
            guests.tell(noSubject().live(guest));
        }
    }

    /** The network would have said by now if there were a subject. */
    void settle() {
        if (subject == null) {
            subject = noSubject();
            guests.tellInside(subject::live);
        }
    }

    private RoomLine noSubject() {
        return line("", context.ids().next(), List.of(Element.of("subject", Element.CONTENT_NAMESPACE)), context);
    }

    /** How many messages nobody has got. */
    int unheard() {
        return history.unheard();
    }
}
