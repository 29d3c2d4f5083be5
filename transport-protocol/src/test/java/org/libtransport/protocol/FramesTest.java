package org.libtransport.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.libtransport.protocol.Wire.Buddies;
import org.libtransport.protocol.Wire.ConversationMessage;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Frames are written as protobuf would write them. */
class FramesTest {

    @Test
    void any_message_is_written_as_protobuf_serializes_it_into_any_kind_of_buffer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ByteBuf> buffers = List.of(
                Unpooled.buffer(1), UnpooledByteBufAllocator.DEFAULT.directBuffer(1), Unpooled.compositeBuffer());
        for (int i = 0; i < 2_000; i++) {
            Type type = Type.values()[random.nextInt(Type.values().length)];
            MessageLite payload = random.nextInt(10) == 0 ? null : message(random);
            byte[] expected = expected(type, payload);
            for (ByteBuf out : buffers) {
                out.clear();
                out.writeByte(7);
                Frames.write(out, type, payload);
                out.skipBytes(1);
                assertThat(ByteBufUtil.getBytes(out))
                        .as("seed %d, %s", seed, out)
                        .isEqualTo(expected);
            }
            assertThat(Frames.size(type, payload == null ? -1 : payload.getSerializedSize()))
                    .isEqualTo(expected.length);
        }
    }

    @Test
    void a_message_is_written_over_the_border_of_the_parts_of_a_composite_buffer() {
        ConversationMessage message = ConversationMessage.newBuilder()
                .setUserName("romeo@montague.example")
                .setBuddyName("juliet")
                .setMessage("x".repeat(50))
                .build();
        ByteBuf out = Unpooled.compositeBuffer()
                .addComponent(Unpooled.buffer(40, 40))
                .addComponent(Unpooled.buffer(200, 200));
        out.capacity();
        Frames.write(out, Type.TYPE_CONV_MESSAGE, message);

        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(expected(Type.TYPE_CONV_MESSAGE, message));
    }

    @Test
    void several_frames_follow_each_other_in_one_buffer() {
        ByteBuf out = Unpooled.buffer(1);
        Frames.write(out, Type.TYPE_PING, (MessageLite) null);
        Frames.write(out, Type.TYPE_BUDDIES, Buddies.getDefaultInstance());

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("000000020809" + "0000000408231200");
    }

    @Test
    void a_ready_payload_is_written_like_a_message() {
        ByteString raw =
                ByteString.copyFromUtf8("<message/>".repeat(30)).concat(ByteString.copyFromUtf8("<iq/>".repeat(50)));
        ByteBuf out = Unpooled.buffer(1);
        Frames.write(out, Type.TYPE_RAW_XML, raw);

        byte[] wrapper = WrapperMessage.newBuilder()
                .setType(Type.TYPE_RAW_XML)
                .setPayload(raw)
                .build()
                .toByteArray();
        assertThat(out.readInt()).isEqualTo(wrapper.length);
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(wrapper);
    }

    private static byte[] expected(Type type, MessageLite payload) {
        WrapperMessage.Builder wrapper = WrapperMessage.newBuilder().setType(type);
        if (payload != null) {
            wrapper.setPayload(payload.toByteString());
        }
        byte[] content = wrapper.build().toByteArray();
        return ByteBufUtil.getBytes(Unpooled.buffer().writeInt(content.length).writeBytes(content));
    }

    private static MessageLite message(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Buddies.getDefaultInstance();
            case 1 -> Wire.Connected.newBuilder().setUser(text(random, 200)).build();
            default ->
                ConversationMessage.newBuilder()
                        .setUserName(text(random, 20))
                        .setBuddyName(text(random, 20))
                        .setMessage(text(random, random.nextInt(20) == 0 ? 40_000 : 300))
                        .setPm(random.nextBoolean())
                        .build();
        };
    }

    private static String text(Random random, int most) {
        return random.ints(random.nextInt(most), 1, 0x1f600)
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
