package org.libtransport.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.libtransport.protocol.Wire.Attachment;
import org.libtransport.protocol.Wire.BackendConfig;
import org.libtransport.protocol.Wire.Buddies;
import org.libtransport.protocol.Wire.Buddy;
import org.libtransport.protocol.Wire.Connected;
import org.libtransport.protocol.Wire.ConversationMessage;
import org.libtransport.protocol.Wire.Disconnected;
import org.libtransport.protocol.Wire.Login;
import org.libtransport.protocol.Wire.Logout;
import org.libtransport.protocol.Wire.Participant;
import org.libtransport.protocol.Wire.Room;
import org.libtransport.protocol.Wire.RoomList;
import org.libtransport.protocol.Wire.Stats;
import org.libtransport.protocol.Wire.Status;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.protocol.Wire.VCard;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** The recorded frames of every type mean what they say, and are written back byte for byte. */
class GoldenFramesTest {

    private static final String USER = "romeo@montague.example";
    private static final ByteString RAW_XML = ByteString.copyFromUtf8("<message to='juliet@capulet.example'/>");
    private static final Set<Type> WITHOUT_PAYLOAD = Set.of(Type.TYPE_PING, Type.TYPE_PONG, Type.TYPE_EXIT);

    @ParameterizedTest
    @EnumSource(value = Type.class, mode = Mode.MATCH_NONE, names = "TYPE_FT_.*")
    void every_recorded_frame_is_read_with_all_its_fields(Type type) throws Exception {
        Frame frame = decode(GoldenFrames.read(type));

        assertThat(frame.type()).isEqualTo(type);
        if (WITHOUT_PAYLOAD.contains(type)) {
            assertThat(frame.payload()).isEmpty();
        } else if (type == Type.TYPE_RAW_XML) {
            assertThat(frame.payload()).isEqualTo(RAW_XML);
        } else {
            Message expected = expected().get(type);
            assertThat(frame.parse(expected.getParserForType())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Type.class, mode = Mode.MATCH_NONE, names = "TYPE_FT_.*")
    void every_recorded_frame_is_written_back_to_the_same_bytes(Type type) {
        ByteBuf out = Unpooled.buffer(1);
        if (type == Type.TYPE_RAW_XML) {
            Frames.write(out, type, RAW_XML);
        } else {
            Frames.write(out, type, expected().get(type));
        }

        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(GoldenFrames.read(type));
    }

    @Test
    void the_recorded_frames_leave_no_field_of_the_schema_out() {
        Set<String> seen = new HashSet<>();
        expected().values().forEach(message -> collect(message, seen));

        List<String> missing = new ArrayList<>();
        Wire.getDescriptor().getMessageTypes().stream()
                .filter(message -> message != WrapperMessage.getDescriptor())
                .flatMap(message -> Stream.concat(Stream.of(message), message.getNestedTypes().stream()))
                .flatMap(message -> message.getFields().stream())
                .map(FieldDescriptor::getFullName)
                .filter(name -> !seen.contains(name))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    private static void collect(Message message, Set<String> seen) {
        message.getAllFields().forEach((field, value) -> {
            seen.add(field.getFullName());
            for (Object item : value instanceof List<?> list ? list : List.of(value)) {
                if (item instanceof Message inner) {
                    collect(inner, seen);
                }
            }
        });
    }

    private static Frame decode(byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(new RecordedErrors()));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        Frame frame = channel.readInbound();
        assertThat((Object) channel.readInbound()).isNull();
        channel.finishAndReleaseAll();
        return frame;
    }

    private static Map<Type, Message> expected() {
        Map<Type, Message> all = new EnumMap<>(Type.class);
        all.put(
                Type.TYPE_CONNECTED,
                Connected.newBuilder().setUser(USER).setLoginToken("t0ken").build());
        all.put(
                Type.TYPE_DISCONNECTED,
                Disconnected.newBuilder()
                        .setUser(USER)
                        .setError(2)
                        .setMessage("Wrong password")
                        .build());
        all.put(
                Type.TYPE_LOGIN,
                Login.newBuilder()
                        .setUser(USER)
                        .setLegacyName("romeo_m")
                        .setPassword("r0se=J\u00faliet")
                        .addExtraFields("en")
                        .addExtraFields("")
                        .setSettings(Login.UserSettings.newBuilder()
                                .putValue("send_headlines", "1")
                                .putValue("stay_connected", ""))
                        .setLoginToken("t0ken")
                        .build());
        all.put(
                Type.TYPE_LOGOUT,
                Logout.newBuilder().setUser(USER).setLegacyName("romeo_m").build());
        all.put(
                Type.TYPE_BUDDY_CHANGED,
                buddy("juliet@capulet.example")
                        .setAlias("Juliet \u2665")
                        .addGroup("Verona")
                        .addGroup("Friends")
                        .setStatus(StatusType.STATUS_DND)
                        .setStatusMessage("on the balcony")
                        .setIconHash("da39a3ee")
                        .setBlocked(true)
                        .build());
        all.put(
                Type.TYPE_BUDDY_REMOVED,
                buddy("tybalt").setAlias("").setStatus(StatusType.STATUS_NONE).build());
        all.put(
                Type.TYPE_CONV_MESSAGE,
                text("#verona", "Wherefore art thou?")
                        .setNickname("juliet")
                        .setXhtml("<b>Wherefore</b> art thou?")
                        .setTimestamp("20261101T203000")
                        .setHeadline(true)
                        .setId("m-1")
                        .setPm(true)
                        .setCarbon(true)
                        .addAttachment(Attachment.newBuilder()
                                .setUrl("https://files.example/rose.png")
                                .setMimeType("image/png")
                                .setDescription("a rose"))
                        .addAttachment(Attachment.newBuilder().setUrl("https://files.example/2"))
                        .build());
        all.put(Type.TYPE_JOIN_ROOM, room("romeo", "swordfish"));
        all.put(Type.TYPE_LEAVE_ROOM, room("", ""));
        all.put(
                Type.TYPE_PARTICIPANT_CHANGED,
                Participant.newBuilder()
                        .setUserName(USER)
                        .setRoom("#verona")
                        .setNickname("juliet")
                        .setFlag(17)
                        .setStatus(StatusType.STATUS_AWAY)
                        .setStatusMessage("asleep")
                        .setNewname("juliet2")
                        .setIconHash("0a1b")
                        .setAlias("Juliet C.")
                        .build());
        all.put(Type.TYPE_ROOM_NICKNAME_CHANGED, room("romeo_", ""));
        all.put(
                Type.TYPE_ROOM_SUBJECT_CHANGED,
                text("#verona", "A plague o' both your houses")
                        .setNickname("mercutio")
                        .build());
        all.put(
                Type.TYPE_VCARD,
                VCard.newBuilder()
                        .setUserName(USER)
                        .setBuddyName("juliet")
                        .setId(300)
                        .setFullname("Juliet Capulet")
                        .setNickname("jule")
                        .setPhoto(ByteString.copyFrom(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff}))
                        .build());
        all.put(
                Type.TYPE_STATUS_CHANGED,
                Status.newBuilder()
                        .setUserName(USER)
                        .setStatus(StatusType.STATUS_INVISIBLE)
                        .setStatusMessage("")
                        .build());
        for (Type type : List.of(
                Type.TYPE_BUDDY_TYPING,
                Type.TYPE_BUDDY_STOPPED_TYPING,
                Type.TYPE_BUDDY_TYPED,
                Type.TYPE_AUTH_REQUEST)) {
            all.put(type, buddy("juliet").build());
        }
        all.put(Type.TYPE_ATTENTION, text("juliet", "").setAckId(300).build());
        all.put(
                Type.TYPE_STATS,
                Stats.newBuilder()
                        .setRes(40960)
                        .setInitRes(20480)
                        .setShared(8192)
                        .setId("31337")
                        .build());
        all.put(Type.TYPE_BACKEND_CONFIG, config("[registration]\nneedPassword=1\n[features]\nmuc=1\n"));
        all.put(Type.TYPE_QUERY, config("online_users_count"));
        all.put(
                Type.TYPE_ROOM_LIST,
                RoomList.newBuilder()
                        .addRoom("#verona")
                        .addRoom("#mantua")
                        .addName("Verona")
                        .addName("Mantua")
                        .setUser(USER)
                        .build());
        all.put(Type.TYPE_CONV_MESSAGE_ACK, text("juliet", "").setId("m-1").build());
        all.put(
                Type.TYPE_BUDDIES,
                Buddies.newBuilder()
                        .addBuddy(buddy("juliet")
                                .setAlias("J")
                                .addGroup("Verona")
                                .setStatus(StatusType.STATUS_NONE)
                                .setIconHash(""))
                        .addBuddy(buddy("tybalt").setStatus(StatusType.STATUS_NONE))
                        .build());
        all.put(
                Type.TYPE_API_VERSION,
                Wire.APIVersion.newBuilder().setVersion(1).build());
        all.put(
                Type.TYPE_HELLO,
                Wire.Hello.newBuilder()
                        .setLowestVersion(1)
                        .setHighestVersion(2)
                        .setSoftware("libtransport")
                        .setSoftwareVersion("0.1.0")
                        .addFeature("acknowledgement")
                        .addFeature("hello")
                        .build());
        all.put(Type.TYPE_TOKEN, Wire.Token.newBuilder().setToken("c2VjcmV0").build());
        all.put(
                Type.TYPE_MESSAGE_STATUS,
                Wire.MessageStatus.newBuilder()
                        .setUserName(USER)
                        .setAckId(300)
                        .setOutcome(Wire.MessageStatus.Outcome.RETRY_LATER)
                        .setReason("The network is busy.")
                        .setRetryAfterSeconds(30)
                        .build());
        return all;
    }

    private static Buddy.Builder buddy(String name) {
        return Buddy.newBuilder().setUserName(USER).setBuddyName(name);
    }

    private static ConversationMessage.Builder text(String with, String body) {
        return ConversationMessage.newBuilder()
                .setUserName(USER)
                .setBuddyName(with)
                .setMessage(body);
    }

    private static Room room(String nickname, String password) {
        return Room.newBuilder()
                .setUserName(USER)
                .setNickname(nickname)
                .setRoom("#verona")
                .setPassword(password)
                .build();
    }

    private static BackendConfig config(String text) {
        return BackendConfig.newBuilder().setConfig(text).build();
    }
}
