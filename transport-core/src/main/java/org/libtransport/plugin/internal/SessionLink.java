package org.libtransport.plugin.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.ContactSupport;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.Participant;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomRefusal;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** One session from log-in to its end: makes frames of what the author reports, until the session is over. */
final class SessionLink implements SessionEvents {

    /** Strangers can ask without end; the answer to one beyond this looks like a new contact. */
    private static final int MOST_REQUESTS = 1000;

    private final String user;
    private final Outbox outbox;
    private final Consumer<SessionLink> ended;
    private final boolean tracksContacts;
    private final boolean givesTokens;
    private final Set<String> contacts = ConcurrentHashMap.newKeySet(1);
    private final Set<String> requests = ConcurrentHashMap.newKeySet(1);
    private volatile boolean silent;
    private volatile boolean over;
    private @Nullable NetworkSession session;

    /**
     * Creates a session that is not open yet.
     *
     * @param ended called once, on any thread, when the author ends the session
     */
    SessionLink(String user, Outbox outbox, PluginDescription description, Consumer<SessionLink> ended) {
        this.user = user;
        this.outbox = outbox;
        this.ended = ended;
        this.tracksContacts = ContactSupport.class.isAssignableFrom(description.sessionType());
        this.givesTokens = description.givesTokens();
    }

    String user() {
        return user;
    }

    /** The author's session. Only in the user's serial queue. */
    @Nullable
    NetworkSession session() {
        return over ? null : session;
    }

    /** The author's session is there. Only in the user's serial queue. */
    void opened(NetworkSession opened) {
        session = opened;
    }

    /** From now on nothing is reported: the user has logged out, or the link is gone. */
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    /** Sends what the transport must hear also after the session: what became of a message. */
    void answer(Type type, MessageLite payload) {
        outbox.add(type, payload);
    }

    /** Whether the contact was reported, or remembered by the transport. */
    boolean knows(String contact) {
        return contacts.contains(fold(contact));
    }

    void remember(String contact) {
        if (tracksContacts) {
            contacts.add(fold(contact));
        }
    }

    /** Whether this one asked for authorization and is waiting; after this call not any more. */
    boolean takeRequest(String name) {
        return requests.remove(fold(name));
    }

    @Override
    public void connected() {
        send(Type.TYPE_CONNECTED, Wire.Connected.newBuilder().setUser(user).build());
    }

    @Override
    public void connected(String token) {
        if (!givesTokens) {
            throw new IllegalStateException("the plugin's description does not say that it gives tokens");
        }
        send(
                Type.TYPE_CONNECTED,
                Wire.Connected.newBuilder().setUser(user).setLoginToken(token).build());
    }

    @Override
    public void disconnected(ConnectionFailure failure, String text) {
        if (silent) {
            over = true;
            return;
        }
        send(
                Type.TYPE_DISCONNECTED,
                Wire.Disconnected.newBuilder()
                        .setUser(user)
                        .setError(failure.number())
                        .setMessage(text)
                        .build());
        silent = true;
        over = true;
        ended.accept(this);
    }

    @Override
    public void contactChanged(Contact contact) {
        remember(contact.name());
        send(Type.TYPE_BUDDY_CHANGED, Values.buddy(user, contact));
    }

    @Override
    public void contactRemoved(String name) {
        contacts.remove(fold(name));
        send(Type.TYPE_BUDDY_REMOVED, Values.buddy(user, name));
    }

    @Override
    public void authorizationRequested(String name) {
        if (requests.size() < MOST_REQUESTS) {
            requests.add(fold(name));
        }
        send(Type.TYPE_AUTH_REQUEST, Values.buddy(user, name));
    }

    @Override
    public void message(IncomingMessage message) {
        send(Type.TYPE_CONV_MESSAGE, Values.message(user, message));
    }

    @Override
    public void delivered(OutgoingMessage message) {
        String id = message.id();
        if (id != null) {
            send(
                    Type.TYPE_CONV_MESSAGE_ACK,
                    Values.text(user, message.to(), "").setId(id).build());
        }
    }

    @Override
    public void typing(String contact, ChatState state) {
        Type type = switch (state) {
            case COMPOSING -> Type.TYPE_BUDDY_TYPING;
            case PAUSED -> Type.TYPE_BUDDY_TYPED;
            case ACTIVE -> Type.TYPE_BUDDY_STOPPED_TYPING;
        };
        send(type, Values.buddy(user, contact));
    }

    @Override
    public void attention(String contact, String text) {
        send(Type.TYPE_ATTENTION, Values.text(user, contact, text).build());
    }

    @Override
    public void participantChanged(Participant participant) {
        send(Type.TYPE_PARTICIPANT_CHANGED, Values.participant(user, participant));
    }

    @Override
    public void roomRefused(RoomJoin join, RoomRefusal refusal, String text) {
        send(Type.TYPE_PARTICIPANT_CHANGED, Values.refusal(user, join, refusal, text));
    }

    @Override
    public void roomNicknameChanged(String room, String nickname) {
        send(
                Type.TYPE_ROOM_NICKNAME_CHANGED,
                Wire.Room.newBuilder()
                        .setUserName(user)
                        .setNickname(nickname)
                        .setRoom(room)
                        .setPassword("")
                        .build());
    }

    @Override
    public void subjectChanged(String room, String nickname, String subject) {
        Wire.ConversationMessage.Builder text = Values.text(user, room, subject);
        if (!nickname.isEmpty()) {
            text.setNickname(nickname);
        }
        send(Type.TYPE_ROOM_SUBJECT_CHANGED, text.build());
    }

    @Override
    public void roomsListed(List<RoomInfo> rooms) {
        send(Type.TYPE_ROOM_LIST, Values.rooms(user, rooms));
    }

    @Override
    public void stanza(String xml) {
        if (!user.equals(RawStanza.check(xml).recipient())) {
            throw new IllegalArgumentException("the stanza is not addressed to the user");
        }
        if (!silent) {
            outbox.addText(Type.TYPE_RAW_XML, ByteString.copyFromUtf8(xml));
        }
    }

    void send(Type type, MessageLite payload) {
        if (!silent) {
            outbox.add(type, payload);
        }
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
