package org.libtransport.launcher.console;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.TextFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Frames of any type, written by hand. */
final class RawFrames {

    private RawFrames() {}

    /**
     * The type that a word of the protocol names, like {@code JOIN_ROOM}.
     *
     * @throws MisspokenException if there is none
     */
    static Type type(String word) throws MisspokenException {
        try {
            return Type.valueOf("TYPE_" + word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MisspokenException("there is no frame " + word + "; it is a word like JOIN_ROOM");
        }
    }

    /**
     * Reads the content of a frame in protobuf's text format. A session's key that is left out is that of the console's user.
     *
     * @return null for types without content
     * @throws MisspokenException if it cannot be read, or lacks something
     */
    static @Nullable Message content(Type type, String fields) throws MisspokenException {
        Message.Builder content = builder(type);
        if (content == null) {
            if (!fields.isEmpty()) {
                throw new MisspokenException(Kind.word(type) + " has no fields");
            }
            return null;
        }
        try {
            TextFormat.getParser().merge(fields, content);
        } catch (TextFormat.ParseException e) {
            throw new MisspokenException("fields look like buddyName: \"echo\" status: STATUS_AWAY; " + e.getMessage());
        }
        for (String name : new String[] {"userName", "user"}) {
            FieldDescriptor key = content.getDescriptorForType().findFieldByName(name);
            if (key != null && key.isRequired() && !content.hasField(key)) {
                content.setField(key, Person.KEY);
            }
        }
        if (!content.isInitialized()) {
            throw new MisspokenException(
                    Kind.word(type) + " needs " + String.join(", ", content.findInitializationErrors()));
        }
        return content.build();
    }

    private static Message.@Nullable Builder builder(Type type) {
        return switch (type) {
            case TYPE_LOGIN -> Wire.Login.newBuilder();
            case TYPE_LOGOUT -> Wire.Logout.newBuilder();
            case TYPE_BUDDIES -> Wire.Buddies.newBuilder();
            case TYPE_JOIN_ROOM, TYPE_LEAVE_ROOM -> Wire.Room.newBuilder();
            case TYPE_STATUS_CHANGED -> Wire.Status.newBuilder();
            case TYPE_QUERY -> Wire.BackendConfig.newBuilder();
            case TYPE_API_VERSION -> Wire.APIVersion.newBuilder();
            default ->
                Kind.of(type)
                        .map(kind -> empty(kind.parser()).newBuilderForType())
                        .orElse(null);
        };
    }

    /** What a parser makes of nothing: the way to a message of its type. */
    private static Message empty(Parser<? extends MessageLite> parser) {
        try {
            return (Message) parser.parsePartialFrom(new byte[0]);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("nothing is always readable in part", e);
        }
    }
}
