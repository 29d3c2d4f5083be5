package org.libtransport.backend;

import static org.libtransport.testkit.TransportFixture.ROMEO;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;

/** A user of gateway mode and a contact, whose network speaks in bytes. */
abstract class WireScene {

    static final String CONTACT = "juliet@net.example";
    static final String ACTIVE = "<active xmlns='http://jabber.org/protocol/chatstates'/>";

    final TransportFixture transport = TransportFixture.gateway();

    void online() {
        transport.withRomeoOnline();
    }

    void announce(BackendFeatures features) {
        transport.announce(features);
    }

    /** The network says this, in bytes. */
    void say(Type type, MessageLite payload) {
        try {
            MessageLite read = Objects.requireNonNull(UserFrames.read(new Frame(type, payload.toByteString())));
            transport.report(ROMEO, events -> UserFrames.deliver(events, type, read));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    void sayBuddy(Type type, UnaryOperator<Wire.Buddy.Builder> fields) {
        say(
                type,
                fields.apply(Wire.Buddy.newBuilder().setUserName(ROMEO).setBuddyName("juliet"))
                        .build());
    }

    void sayMessage(Type type, UnaryOperator<Wire.ConversationMessage.Builder> fields) {
        say(
                type,
                fields.apply(Wire.ConversationMessage.newBuilder()
                                .setUserName(ROMEO)
                                .setBuddyName("juliet")
                                .setMessage("hi"))
                        .build());
    }

    <T extends MessageLite> T frame(Type type, Class<T> kind) {
        return transport.expectFrame(type, kind);
    }

    /** A contact that the user has agreed to, offline, with all that can be known of one. */
    void stored() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedContacts(
                ROMEO, new BuddyRecord("juliet", true, "Jule", List.of("Capulet", "Verona"), 2, "hash"));
    }

    BuddyRecord contact() {
        return transport.record(ROMEO).buddies().get(0);
    }
}
