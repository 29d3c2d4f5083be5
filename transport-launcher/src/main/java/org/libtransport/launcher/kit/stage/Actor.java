package org.libtransport.launcher.kit.stage;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** One user of the transport: what they do, and what they wait for. */
public final class Actor {

    private final Stage stage;
    private final String key;
    private final String legacyName;

    Actor(Stage stage, String key, String legacyName) {
        this.stage = stage;
        this.key = key;
        this.legacyName = legacyName;
    }

    /** The key of the session: the user's address at XMPP. */
    public String key() {
        return key;
    }

    /** The user's name at the network. */
    public String legacyName() {
        return legacyName;
    }

    /** Logs in and waits until that is done. */
    public Actor enter() throws Unmet, InterruptedException {
        login(stage.script().password());
        return entered();
    }

    /** Waits for CONNECTED. */
    public Actor entered() throws Unmet, InterruptedException {
        expect(Kind.CONNECTED, "CONNECTED for the user who logged in");
        return this;
    }

    /** Sends LOGIN and waits for nothing. */
    public void login(String password) {
        stage.link().send(Type.TYPE_LOGIN, loginOf(password));
    }

    /** The content of LOGIN. */
    public Wire.Login loginOf(String password) {
        return Wire.Login.newBuilder()
                .setUser(key)
                .setLegacyName(legacyName)
                .setPassword(password)
                .setSettings(Wire.Login.UserSettings.newBuilder().putValue("send_headlines", "0"))
                .build();
    }

    public void logout() {
        stage.link()
                .send(
                        Type.TYPE_LOGOUT,
                        Wire.Logout.newBuilder()
                                .setUser(key)
                                .setLegacyName(legacyName)
                                .build());
    }

    /**
     * Says something, with an {@code ackId} where the backend acknowledges.
     *
     * @return that, or 0
     */
    public long says(String to, String text) {
        return says(messageTo(to, text));
    }

    /** See {@link #says(String, String)}. */
    public long says(Wire.ConversationMessage.Builder message) {
        return send(Type.TYPE_CONV_MESSAGE, message);
    }

    /** Sends a text of another type: a subject, a nudge. */
    public long send(Type type, Wire.ConversationMessage.Builder message) {
        long ackId = stage.nextAckId();
        if (ackId != 0) {
            message.setAckId(ackId);
        }
        stage.link().send(type, message.build());
        return ackId;
    }

    public Wire.ConversationMessage.Builder messageTo(String to, String text) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(key)
                .setBuddyName(to)
                .setMessage(text)
                .setXhtml("");
    }

    /** Sends what is about a contact. */
    public void send(Type type, Wire.Buddy.Builder contact) {
        stage.link().send(type, contact.setUserName(key).build());
    }

    /** The next frame of this kind. */
    public <M extends MessageLite> M expect(Kind<M> kind, String expected) throws Unmet, InterruptedException {
        return expect(kind, any -> true, expected);
    }

    /** The next frame of this kind that fits; others of the kind stay. */
    public <M extends MessageLite> M expect(Kind<M> kind, Predicate<M> fits, String expected)
            throws Unmet, InterruptedException {
        return stage.await(kind, key, fits, expected);
    }

    /** Waits a moment for what may as well not come. */
    public <M extends MessageLite> Optional<M> perhaps(Kind<M> kind, Predicate<M> fits) throws InterruptedException {
        return stage.poll(kind, key, fits, stage.script().patience());
    }

    /** All of this kind that came until now. */
    public <M extends MessageLite> List<M> came(Kind<M> kind) throws InterruptedException {
        List<M> all = new ArrayList<>();
        Optional<M> next = stage.poll(kind, key, any -> true, Duration.ZERO);
        while (next.isPresent()) {
            all.add(next.get());
            next = stage.poll(kind, key, any -> true, Duration.ZERO);
        }
        return all;
    }

    /** The next message from this contact or room must say this. */
    public Wire.ConversationMessage hears(String from, String text) throws Unmet, InterruptedException {
        Wire.ConversationMessage said = expect(
                Kind.MESSAGE,
                message -> message.getBuddyName().equals(from),
                "CONV_MESSAGE from " + from + " that says " + Texts.shown(text));
        Texts.same("CONV_MESSAGE from " + from, text, said.getMessage());
        return said;
    }

    /** What was said before has been answered: says something more and hears that. */
    public void fence() throws Unmet, InterruptedException {
        String contact = stage.script().contact();
        says(contact, "and so on");
        hears(contact, "and so on");
    }
}
