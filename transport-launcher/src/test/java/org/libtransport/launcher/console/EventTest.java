package org.libtransport.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.protocol.FrameErrors;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

class EventTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CONNECTED             | | connected | connected
            DISCONNECTED          | error: 2 message: 'Wrong password' | disconnected | disconnected: authentication failed: Wrong password
            DISCONNECTED          | error: 99 | disconnected | disconnected: 99
            BUDDY_CHANGED         | buddyName: 'echo' alias: 'Echo' status: STATUS_FFC statusMessage: 'hm' group: 'A' group: 'B' blocked: true | contact | contact echo "Echo" free for chat (hm) in A, B blocked
            BUDDY_REMOVED         | buddyName: 'echo' | removed | removed echo
            BUDDY_TYPING          | buddyName: 'echo' | typing | echo is typing
            BUDDY_STOPPED_TYPING  | buddyName: 'echo' | typing | echo is not typing any more
            AUTH_REQUEST          | buddyName: 'echo' | request | request from echo to see your presence
            CONV_MESSAGE          | buddyName: '#a' nickname: 'n' message: 'hi' pm: true attachment { url: 'http://x' } | message | message from #a/n in private: hi  [file http://x]
            CONV_MESSAGE_ACK      | buddyName: 'echo' message: '' id: 'i' | receipt | receipt from echo for i
            ATTENTION             | buddyName: 'echo' message: '' | attention | echo wants your attention
            MESSAGE_STATUS        | ackId: 3 outcome: REFUSED reason: 'no' | answer | answer to message 3: refused: no
            PARTICIPANT_CHANGED   | room: '#a' nickname: 'n' flag: 17 status: STATUS_ONLINE newname: 'm' | occupant | occupant #a/n online, moderator, me, now called m
            ROOM_SUBJECT_CHANGED  | buddyName: '#a' nickname: 'n' message: 's' | subject | subject of #a by n: s
            ROOM_NICKNAME_CHANGED | room: '#a' nickname: 'n' | nickname | you are n in #a
            ROOM_LIST             | room: '#a' name: 'A' room: '#b' name: 'B' | rooms | rooms: #a, #b
            VCARD                 | buddyName: 'echo' id: 4 fullname: 'E' photo: 'xyz' | vcard | vcard 4 of echo: full name "E", nickname "", photo of 3 bytes
            PONG                  | | pong | pong
            """)
    void tells_each_frame_in_words(String type, String fields, String name, String line) throws Exception {
        Event event = Event.of(frame(RawFrames.type(type), fields == null ? "" : fields));
        assertThat(event).isEqualTo(new Event(name, line));
        assertThat(Event.NAMES).contains(name);
    }

    @ParameterizedTest
    @EnumSource(Type.class)
    void a_frame_whose_content_cannot_be_read_is_an_event_all_the_same(Type type) {
        Event event = Event.of(decoded(Bytes.frame(type.getNumber(), new byte[] {(byte) 0xff, (byte) 0xff, 1})));
        assertThat(Event.NAMES).contains(event.name());
    }

    @Test
    void there_is_one_name_for_each() {
        assertThat(Event.NAMES).doesNotHaveDuplicates();
    }

    private static Frame frame(Type type, String fields) throws MisspokenException {
        ByteBuf out = Unpooled.buffer();
        Frames.write(out, type, RawFrames.content(type, fields));
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return decoded(bytes);
    }

    private static Frame decoded(byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(new FrameErrors() {
            @Override
            public void unreadable(int length) {}

            @Override
            public void unknownType(int number) {}
        }));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        return channel.readInbound();
    }
}
