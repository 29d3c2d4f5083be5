package org.libtransport.conversation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.roster.Buddy;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.roster.Roster;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/**
 * All talks of one user: messages, chat states and receipts in both directions. Not thread-safe: belongs to the user's
 * loop.
 */
public final class Conversations {

    /** How many talks are remembered; of more, the one that rested longest is forgotten. */
    private static final int MOST = 1000;

    /** XEP-0334 section 4.1: nobody wants to read later that somebody was typing. */
    private static final Element NOT_TO_STORE = Element.of("no-store", "urn:xmpp:hints");

    private final Jid user;
    private final String userName;
    private final Roster roster;
    private final ContactAddresses addresses;
    private final NetworkMessages network;
    private final Deliveries deliveries;
    private final IncomingMessages incoming;
    private final Consumer<Stanza> out;
    private final Predicate<Message> copies;
    private final Jid elsewhere;
    private final Metrics metrics;
    private final Map<String, Conversation> byName = new LinkedHashMap<>(4, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > MOST;
        }
    };
    private final MessageIds ids;

    /**
     * @param out sends to the user
     * @param copies shows clients that can tell it from others what the user said elsewhere; false if there are none
     */
    public Conversations(
            Jid user,
            Roster roster,
            ContactAddresses addresses,
            NetworkMessages network,
            Deliveries deliveries,
            IncomingMessages incoming,
            Consumer<Stanza> out,
            Predicate<Message> copies,
            Metrics metrics,
            MessageIds ids) {
        this.user = user;
        this.userName = user.toString();
        this.roster = roster;
        this.addresses = addresses;
        this.network = network;
        this.deliveries = deliveries;
        this.incoming = incoming;
        this.out = out;
        this.copies = copies;
        this.elsewhere = user.withResource(ContactAddresses.RESOURCE);
        this.metrics = metrics;
        this.ids = ids;
    }

    /** Whether the message has nothing in it that would be missed. */
    public static boolean isFleeting(Message message) {
        return OutgoingMessages.text(message).isEmpty() && !OutgoingMessages.hasAttention(message);
    }

    /** Presence may have changed which resources are there: contacts answer to all of them again. */
    public void forgetResources() {
        byName.values().forEach(Conversation::forgetResource);
    }

    /** The user says something to a contact. What cannot be handed to the network goes back with an error. */
    public void fromUser(Message message) {
        Jid from = Objects.requireNonNull(message.from());
        Jid to = Objects.requireNonNull(message.to());
        Conversation conversation;
        try {
            conversation = with(roster.nameOf(to));
        } catch (InvalidJidException e) {
            deliveries.giveBack(message, StanzaError.of(Condition.JID_MALFORMED, Sentence.NO_SUCH_ADDRESS));
            return;
        }
        say(conversation, message, from);
    }

    /**
     * The same to somebody with this name and address, whatever names and addresses are else.
     *
     * @param contact where the other speaks from
     */
    public void fromUser(Message message, String name, Jid contact) {
        say(
                byName.computeIfAbsent(name, begun -> new Conversation(begun, contact, user)),
                message,
                Objects.requireNonNull(message.from()));
    }

    private void say(Conversation conversation, Message message, Jid from) {
        conversation.spoken(message, from);
        Typing typing = OutgoingMessages.typing(message);
        if (typing != null && conversation.changeTyping(typing)) {
            network.send(frameOf(typing), typingFrame(conversation));
        }
        String text = OutgoingMessages.text(message);
        boolean attention = OutgoingMessages.hasAttention(message);
        if (text.isEmpty() && !attention) {
            return;
        }
        WrapperMessage.Type type =
                attention ? WrapperMessage.Type.TYPE_ATTENTION : WrapperMessage.Type.TYPE_CONV_MESSAGE;
        deliveries.send(message, type, OutgoingMessages.toWire(message, userName, conversation.name(), text));
    }

    /** A contact, or the user from another client of the network, says something. */
    public void message(Wire.ConversationMessage message) {
        Conversation conversation = withOrCount(message.getBuddyName());
        if (conversation == null) {
            return;
        }
        metrics.increment(Counter.MESSAGES_TO_XMPP);
        Message.Type type = incoming.typeOf(message);
        if (message.getCarbon()) {
            saidElsewhere(conversation, message, type);
        } else {
            Jid to = conversation.replyTo();
            boolean shown = type == Message.Type.CHAT && conversation.chatStates() != Conversation.ChatStates.NOT_SHOWN;
            incoming.parts(message, shown ? Typing.ACTIVE : null)
                    .forEach(part -> send(conversation.contact(), to, type, part));
        }
    }

    /** Clients that know how to show it get it as the user's own words, or else the transport tells it. */
    private void saidElsewhere(Conversation conversation, Wire.ConversationMessage message, Message.Type type) {
        boolean shown = false;
        for (List<Element> part : incoming.parts(message, null)) {
            Jid contact = conversation.contact().bare();
            Message said = new Message(elsewhere, contact, type, ids.next(), null, part);
            shown |= copies.test(said);
        }
        if (!shown) {
            String before = "To " + shownName(conversation) + ", from another client: ";
            incoming.parts(message, null, before).forEach(part -> send(addresses.transport(), user, type, part));
        }
    }

    /** A contact wants the user's attention. */
    public void attention(Wire.ConversationMessage message) {
        Conversation conversation = withOrCount(message.getBuddyName());
        if (conversation != null) {
            metrics.increment(Counter.MESSAGES_TO_XMPP);
            send(conversation, IncomingMessages.attention(message));
        }
    }

    /** A contact types, pauses or stops; shown where the user's client has shown that itself (XEP-0085 section 5.1). */
    public void typing(Wire.Buddy buddy, Typing typing) {
        Conversation conversation = byName.get(nameInRoster(buddy.getBuddyName()));
        if (conversation != null && conversation.chatStates() == Conversation.ChatStates.SHOWN) {
            send(conversation, List.of(IncomingMessages.chatState(typing), NOT_TO_STORE));
        }
    }

    /** A contact's client received the message with this id (XEP-0184). */
    public void delivered(Wire.ConversationMessage receipt) {
        Conversation conversation = byName.get(nameInRoster(receipt.getBuddyName()));
        if (conversation == null || receipt.getId().isEmpty()) {
            metrics.increment(Counter.RECEIPTS_UNMATCHED);
        } else {
            send(conversation, List.of(IncomingMessages.received(receipt.getId())));
        }
    }

    private void send(Conversation conversation, List<Element> payloads) {
        send(conversation.contact(), conversation.replyTo(), Message.Type.CHAT, payloads);
    }

    private void send(Jid from, Jid to, Message.Type type, List<Element> payloads) {
        out.accept(new Message(from, to, type, ids.next(), null, payloads));
    }

    private @Nullable Conversation withOrCount(String name) {
        try {
            return with(name);
        } catch (InvalidJidException e) {
            metrics.increment(Counter.MESSAGES_WITHOUT_SENDER);
            return null;
        }
    }

    private Conversation with(String name) {
        Conversation known = byName.get(name);
        if (known != null) {
            return known;
        }
        Buddy buddy = roster.find(name);
        String exactName = buddy == null ? name : buddy.name();
        Conversation underExactName = byName.get(exactName);
        if (underExactName != null) {
            return underExactName;
        }
        Jid contact = buddy == null ? addresses.stranger(name) : buddy.jid();
        Conversation begun = new Conversation(exactName, contact, user);
        byName.put(exactName, begun);
        return begun;
    }

    private String nameInRoster(String name) {
        Buddy buddy = byName.containsKey(name) ? null : roster.find(name);
        return buddy == null ? name : buddy.name();
    }

    private String shownName(Conversation conversation) {
        Buddy buddy = roster.find(conversation.name());
        return buddy == null || buddy.alias().isEmpty() ? conversation.name() : buddy.alias();
    }

    private Wire.Buddy typingFrame(Conversation conversation) {
        return Wire.Buddy.newBuilder()
                .setUserName(userName)
                .setBuddyName(conversation.name())
                .build();
    }

    private static WrapperMessage.Type frameOf(Typing typing) {
        return switch (typing) {
            case COMPOSING -> WrapperMessage.Type.TYPE_BUDDY_TYPING;
            case PAUSED -> WrapperMessage.Type.TYPE_BUDDY_TYPED;
            case ACTIVE -> WrapperMessage.Type.TYPE_BUDDY_STOPPED_TYPING;
        };
    }
}
