package org.libtransport.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

class RawFramesTest {

    @Test
    void a_type_is_a_word_of_the_protocol_in_any_case() throws Exception {
        assertThat(RawFrames.type("join_room")).isEqualTo(Type.TYPE_JOIN_ROOM);
        assertThatThrownBy(() -> RawFrames.type("JOIN")).hasMessageContaining("there is no frame JOIN");
    }

    @Test
    void fields_are_written_as_protobuf_writes_them_and_the_session_is_ours_unless_said() throws Exception {
        assertThat(RawFrames.content(Type.TYPE_JOIN_ROOM, "room: '#verona' nickname: 'romeo'"))
                .isEqualTo(Wire.Room.newBuilder()
                        .setUserName(Person.KEY)
                        .setRoom("#verona")
                        .setNickname("romeo")
                        .build());
        assertThat(RawFrames.content(Type.TYPE_LOGOUT, "user: 'other' legacyName: 'x'"))
                .isEqualTo(Wire.Logout.newBuilder()
                        .setUser("other")
                        .setLegacyName("x")
                        .build());
    }

    @Test
    void what_is_missing_or_wrong_is_named() {
        assertThatThrownBy(() -> RawFrames.content(Type.TYPE_JOIN_ROOM, "room: '#verona'"))
                .isInstanceOf(MisspokenException.class)
                .hasMessage("JOIN_ROOM needs nickname");
        assertThatThrownBy(() -> RawFrames.content(Type.TYPE_JOIN_ROOM, "rum: 1"))
                .isInstanceOf(MisspokenException.class)
                .hasMessageContaining("rum");
        assertThatThrownBy(() -> RawFrames.content(Type.TYPE_PING, "room: 1")).hasMessage("PING has no fields");
    }

    @ParameterizedTest
    @EnumSource(Type.class)
    void every_type_has_content_or_none(Type type) throws Exception {
        try {
            RawFrames.content(type, "");
        } catch (MisspokenException e) {
            assertThat(e).hasMessageContaining(" needs ");
        }
    }
}
