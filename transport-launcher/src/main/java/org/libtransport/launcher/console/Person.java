package org.libtransport.launcher.console;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.peer.PeerLink;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** The user who is played: what they do becomes frames. Frames may be sent from any thread. */
final class Person {

    /** The key of the session, which a transport makes of the user's JID. */
    static final String KEY = "you@console.example";

    private static final Map<String, Wire.StatusType> STATUSES = Map.of(
            "online", Wire.StatusType.STATUS_ONLINE,
            "away", Wire.StatusType.STATUS_AWAY,
            "chat", Wire.StatusType.STATUS_FFC,
            "xa", Wire.StatusType.STATUS_XA,
            "dnd", Wire.StatusType.STATUS_DND,
            "invisible", Wire.StatusType.STATUS_INVISIBLE,
            "offline", Wire.StatusType.STATUS_NONE);

    private final PeerLink link;
    private volatile boolean acknowledged;
    private String legacyName = "";
    private long lastAckId;
    private int lastRequest;

    Person(PeerLink link) {
        this.link = link;
    }

    /** From now on the backend answers for messages. */
    void expectAnswers() {
        acknowledged = true;
    }

    void login(String name, String password) {
        legacyName = name;
        send(
                Type.TYPE_LOGIN,
                Wire.Login.newBuilder()
                        .setUser(KEY)
                        .setLegacyName(name)
                        .setPassword(password)
                        .setSettings(Wire.Login.UserSettings.newBuilder().putValue("send_headlines", "1"))
                        .build());
    }

    void logout() {
        send(
                Type.TYPE_LOGOUT,
                Wire.Logout.newBuilder().setUser(KEY).setLegacyName(legacyName).build());
    }

    /** Says something; the message has an id, so that a receipt may come. */
    String say(String to, String text) {
        long ackId = message(Type.TYPE_CONV_MESSAGE, to, text, "console-" + ++lastRequest);
        return "said with id console-" + lastRequest + (ackId == 0 ? "" : ", message " + ackId);
    }

    void nudge(String contact, String text) {
        message(Type.TYPE_ATTENTION, contact, text, "");
    }

    void setSubject(String room, String text) {
        message(Type.TYPE_ROOM_SUBJECT_CHANGED, room, text, "");
    }

    private long message(Type type, String to, String text, String id) {
        Wire.ConversationMessage.Builder message = Wire.ConversationMessage.newBuilder()
                .setUserName(KEY)
                .setBuddyName(to)
                .setMessage(text)
                .setXhtml("");
        if (!id.isEmpty()) {
            message.setId(id);
        }
        long ackId = acknowledged ? ++lastAckId : 0;
        if (ackId != 0) {
            message.setAckId(ackId);
        }
        send(type, message.build());
        return ackId;
    }

    void typing(Type type, String contact) {
        send(type, buddy(contact).build());
    }

    void add(String contact, String alias, @Nullable String group) {
        Wire.Buddy.Builder buddy = buddy(contact).setAlias(alias);
        if (group != null) {
            buddy.addGroup(group);
        }
        send(Type.TYPE_BUDDY_CHANGED, buddy.build());
    }

    void remove(String contact) {
        send(Type.TYPE_BUDDY_REMOVED, buddy(contact).build());
    }

    void block(String contact, boolean blocked) {
        send(Type.TYPE_BUDDY_CHANGED, buddy(contact).setBlocked(blocked).build());
    }

    private static Wire.Buddy.Builder buddy(String contact) {
        return Wire.Buddy.newBuilder().setUserName(KEY).setBuddyName(contact).setStatus(Wire.StatusType.STATUS_NONE);
    }

    void setStatus(String word, String text) throws MisspokenException {
        Wire.StatusType status = STATUSES.get(word.toLowerCase(Locale.ROOT));
        if (status == null) {
            throw new MisspokenException(
                    "there is no status " + word + ", only online, chat, away, xa, dnd, invisible, offline");
        }
        send(
                Type.TYPE_STATUS_CHANGED,
                Wire.Status.newBuilder()
                        .setUserName(KEY)
                        .setStatus(status)
                        .setStatusMessage(text)
                        .build());
    }

    void join(String room, String nickname, String password) {
        send(Type.TYPE_JOIN_ROOM, room(room, nickname, password));
    }

    void leave(String room) {
        send(Type.TYPE_LEAVE_ROOM, room(room, "", ""));
    }

    private static Wire.Room room(String room, String nickname, String password) {
        return Wire.Room.newBuilder()
                .setUserName(KEY)
                .setRoom(room)
                .setNickname(nickname)
                .setPassword(password)
                .build();
    }

    void askForVCard(String contact) {
        send(
                Type.TYPE_VCARD,
                Wire.VCard.newBuilder()
                        .setUserName(KEY)
                        .setBuddyName(contact)
                        .setId(++lastRequest)
                        .build());
    }

    /** The user's own vCard, as the transport tells it: no name to whom it belongs, no number, always a photo. */
    void describe(String nickname, byte[] photo) {
        send(
                Type.TYPE_VCARD,
                Wire.VCard.newBuilder()
                        .setUserName(KEY)
                        .setBuddyName("")
                        .setId(0)
                        .setNickname(nickname)
                        .setPhoto(ByteString.copyFrom(photo))
                        .build());
    }

    void sendFrame(Type type, @Nullable MessageLite content) {
        link.send(type, content);
    }

    void xml(String text) {
        link.sendBytes(Bytes.frame(Type.TYPE_RAW_XML_VALUE, text.getBytes(StandardCharsets.UTF_8)));
    }

    void ping() {
        link.send(Type.TYPE_PING);
    }

    void exit() {
        link.send(Type.TYPE_EXIT);
    }

    private void send(Type type, MessageLite payload) {
        link.send(type, payload);
    }
}
