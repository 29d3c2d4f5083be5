package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.libtransport.protocol.Wire.ConversationMessage;
import org.libtransport.protocol.Wire.WrapperMessage;

class FramesTest {

    @Test
    void writes_what_protobuf_reads_for_all_sizes_of_lengths() throws IOException {
        for (int length : new int[] {0, 1, 100, 127, 128, 300, 20_000, 3_000_000}) {
            byte[] text = new byte[length];
            Arrays.fill(text, (byte) 'x');
            byte[] frame = written(text);
            assertThat(Frames.sizeAt(frame, 0, frame.length)).isEqualTo(frame.length);
            WrapperMessage wrapper = WrapperMessage.parseFrom(ByteString.copyFrom(frame, 4, frame.length - 4));
            assertThat(wrapper.getType()).isEqualTo(WrapperMessage.Type.TYPE_CONV_MESSAGE);
            ConversationMessage message = ConversationMessage.parseFrom(wrapper.getPayload());
            assertThat(message.getUserName()).isEqualTo("u@d");
            assertThat(message.getBuddyName()).isEqualTo("b");
            assertThat(message.getMessage()).hasSize(length).containsPattern("^x*$");
        }
    }

    private static byte[] written(byte[] text) throws IOException {
        // The socket is never connected: only the link's buffer is of interest.
        try (Selector selector = Selector.open();
                Link link = new Link(SocketChannel.open(), selector)) {
            byte[] user = "u@d".getBytes();
            byte[] name = "b".getBytes();
            int size = Frames.fieldSize(user.length) + Frames.fieldSize(name.length) + Frames.fieldSize(text.length);
            int end = Frames.begin(link, Frames.CONV_MESSAGE, size);
            Frames.field(link, Frames.FIELD_1, user, 0, user.length);
            Frames.field(link, Frames.FIELD_2, name, 0, name.length);
            Frames.field(link, Frames.FIELD_3, text, 0, text.length);
            Frames.check(link, end);
            return Arrays.copyOf(link.out, link.outEnd);
        }
    }

    @Test
    void reads_what_protobuf_wrote() {
        String body = "y".repeat(200);
        byte[] payload = ConversationMessage.newBuilder()
                .setUserName("u@d")
                .setBuddyName("contact")
                .setMessage(body)
                .build()
                .toByteArray();
        byte[] wrapper = WrapperMessage.newBuilder()
                .setType(WrapperMessage.Type.TYPE_CONV_MESSAGE)
                .setPayload(ByteString.copyFrom(payload))
                .build()
                .toByteArray();
        byte[] frame = ByteBuffer.allocate(4 + wrapper.length)
                .putInt(wrapper.length)
                .put(wrapper)
                .array();
        assertThat(Frames.sizeAt(frame, 0, frame.length)).isEqualTo(frame.length);
        assertThat(Frames.sizeAt(frame, 0, frame.length - 1)).isZero();
        assertThat(Frames.sizeAt(frame, 0, 3)).isZero();
        assertThat(Frames.typeAt(frame, 0)).isEqualTo(Frames.CONV_MESSAGE);
        int text = Frames.afterField(frame, Frames.afterField(frame, Frames.payloadAt(frame, 0)));
        assertThat(frame[text]).isEqualTo(Frames.FIELD_3);
        assertThat(Frames.varint(frame, text + 1)).isEqualTo(200);
        assertThat(Frames.afterField(frame, text)).isEqualTo(frame.length);
    }
}
