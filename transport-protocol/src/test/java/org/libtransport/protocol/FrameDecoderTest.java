package org.libtransport.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.protocol.Wire.Buddy;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What the decoder makes of any bytes (wire protocol, framing). */
class FrameDecoderTest {

    private final RecordedErrors errors = new RecordedErrors();
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(1 << 20, errors));

    @Test
    void frames_come_out_whole_however_the_bytes_are_cut() {
        List<Type> types = Arrays.stream(Type.values())
                .filter(type -> !type.name().startsWith("TYPE_FT_"))
                .toList();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        types.forEach(type -> all.writeBytes(GoldenFrames.read(type)));
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int most : new int[] {1, 2, 7, 100, all.size()}) {
            byte[] bytes = all.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int size = Math.min(bytes.length - at, most == bytes.length ? most : 1 + random.nextInt(most));
                channel.writeInbound(Unpooled.copiedBuffer(bytes, at, size));
                at += size;
            }
            assertThat(read())
                    .as("seed %d, pieces up to %d", seed, most)
                    .extracting(Frame::type)
                    .isEqualTo(types);
        }
    }

    @Test
    void frames_come_out_of_direct_buffers_as_well() throws Exception {
        ByteBuf direct = UnpooledByteBufAllocator.DEFAULT.directBuffer();
        direct.writeBytes(GoldenFrames.read(Type.TYPE_BUDDY_TYPING));
        channel.writeInbound(direct);

        assertThat(read().get(0).parse(Buddy.parser()).getBuddyName()).isEqualTo("juliet");
    }

    @Test
    void skips_and_reports_an_unknown_type_and_reads_on() {
        channel.writeInbound(frame("08 7f"), frame("08 05 12 00"), frame("08 ac 02"), ping());

        assertThat(read()).extracting(Frame::type).containsExactly(Type.TYPE_PING);
        assertThat(errors.unknownTypes).containsExactly(127, 5, 300);
        assertThat(errors.unreadable).isEmpty();
    }

    @Test
    void ignores_unknown_fields_of_the_wrapper_and_of_the_payload() throws Exception {
        // field 100 (text "x") before, and field 3 (fixed32) after the known ones
        channel.writeInbound(frame("a2 06 01 78 08 15 12 09 0a 01 61 12 01 62 c0 0c 01 1d 01 02 03 04"));

        List<Frame> frames = read();
        assertThat(frames).extracting(Frame::type).containsExactly(Type.TYPE_AUTH_REQUEST);
        Buddy buddy = frames.get(0).parse(Buddy.parser());
        assertThat(buddy.getUserName()).isEqualTo("a");
        assertThat(buddy.getBuddyName()).isEqualTo("b");
    }

    @Test
    void reads_a_payload_that_comes_before_the_type() {
        channel.writeInbound(frame("12 02 61 62 08 22"));

        assertThat(read()).containsExactly(new Frame(Type.TYPE_RAW_XML, ByteString.copyFromUtf8("ab")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no type at all
                "12 01 61", // only a payload
                "08", // type without its value
                "08 09 12", // payload without its length
                "08 09 12 05 61", // payload longer than the frame
                "08 09 12 ff ff ff ff 0f", // payload of a negative length
                "08 09 12 ff ff ff ff ff ff", // a length that never ends
                "08 09 0c", // end of a group nobody began
                "08 09 0b", // a group that never ends
                "08 09 00", // field number 0
                "08 09 0f", // wire type 7 does not exist
                "ff ff ff ff ff ff ff ff ff ff ff"
            })
    void skips_and_reports_a_frame_that_is_no_wrapper_and_reads_on(String content) {
        channel.writeInbound(frame(content), ping());

        assertThat(read()).extracting(Frame::type).containsExactly(Type.TYPE_PING);
        assertThat(errors.unreadable).hasSize(1);
    }

    @Test
    void survives_groups_nested_without_end() {
        byte[] content = new byte[500_000];
        Arrays.fill(content, (byte) 0x0b);
        channel.writeInbound(Unpooled.buffer().writeInt(content.length).writeBytes(content), ping());

        assertThat(read()).extracting(Frame::type).containsExactly(Type.TYPE_PING);
        assertThat(errors.unreadable).containsExactly(content.length);
    }

    @Test
    void random_garbage_never_stops_the_frames_after_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int pings = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] content = new byte[random.nextInt(40)];
            random.nextBytes(content);
            if (content.length > 1 && random.nextBoolean()) {
                content[0] = 0x08;
                content[1] &= 0x3f;
            }
            channel.writeInbound(Unpooled.buffer().writeInt(content.length).writeBytes(content), ping());
            List<Frame> frames = read();
            assertThat(frames.get(frames.size() - 1))
                    .as("seed %d", seed)
                    .isEqualTo(new Frame(Type.TYPE_PING, ByteString.EMPTY));
            pings += agreesWithProtobuf(content, frames, seed) ? 1 : 0;
        }
        assertThat(pings).isPositive();
    }

    /** Whatever protobuf itself can read must have come out the same. */
    private static boolean agreesWithProtobuf(byte[] content, List<Frame> frames, long seed) {
        WrapperMessage wrapper;
        try {
            wrapper = WrapperMessage.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
        assertThat(frames).as("seed %d", seed).hasSize(2);
        assertThat(frames.get(0)).as("seed %d", seed).isEqualTo(new Frame(wrapper.getType(), wrapper.getPayload()));
        return true;
    }

    @Test
    void a_payload_that_lacks_a_required_field_is_refused_by_its_parser() {
        channel.writeInbound(frame("08 15 12 03 0a 01 61"));

        Frame frame = read().get(0);
        assertThatThrownBy(() -> frame.parse(Buddy.parser())).isInstanceOf(InvalidProtocolBufferException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void refuses_a_length_over_the_limit_before_its_content_arrives(int length) {
        ByteBuf burst = Unpooled.buffer().writeBytes(ping()).writeInt(length);

        FrameTooLongException refused =
                catchThrowableOfType(FrameTooLongException.class, () -> channel.writeInbound(burst));

        assertThat(refused.length()).isEqualTo(Integer.toUnsignedLong(length));
        assertThat(refused.limit()).isEqualTo(1 << 20);
        assertThat(read()).as("what came before it").extracting(Frame::type).containsExactly(Type.TYPE_PING);
    }

    @Test
    void reads_nothing_any_more_after_a_length_over_the_limit() {
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(-1)))
                .isInstanceOf(FrameTooLongException.class);

        channel.writeInbound(ping());

        assertThat(read()).isEmpty();
    }

    @Test
    void takes_a_frame_of_exactly_the_limit() {
        byte[] text = "x".repeat((1 << 20) - 6).getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer();
        Frames.write(frame, Type.TYPE_RAW_XML, ByteString.copyFrom(text));
        assertThat(frame.getInt(0)).isEqualTo(1 << 20);

        channel.writeInbound(frame);

        assertThat(read()).containsExactly(new Frame(Type.TYPE_RAW_XML, ByteString.copyFrom(text)));
    }

    @Test
    void a_frame_does_not_show_its_payload_in_text() {
        Frame frame = new Frame(Type.TYPE_LOGIN, ByteString.copyFromUtf8("swordfish"));

        assertThat(frame.toString()).contains("LOGIN", "9").doesNotContain("swordfish");
    }

    private List<Frame> read() {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(frame);
        }
        return frames;
    }

    private static ByteBuf ping() {
        return frame("08 09");
    }

    private static ByteBuf frame(String hex) {
        byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
        return Unpooled.buffer().writeInt(content.length).writeBytes(content);
    }
}
