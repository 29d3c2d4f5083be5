package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.LinkSecurity;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RoomDirectorySupport;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What a plugin says when it is connected: what it can do, who it is, and what holds for all users. */
class PluginGreetingTest extends PluginScene {

    @Test
    void the_first_ping_is_answered_by_what_the_plugin_can_do_and_each_by_pong_and_stats() {
        run(new Played.Plugin(
                PluginDescription.builder("everything", Played.Everything.class)
                        .needsRegistration(false)
                        .extraFields(List.of("server", "port"))
                        .receipts(true)
                        .escapesNames(false)
                        .build(),
                (login, events) -> new Played.Everything()));

        assertThat(transport.hello()).isEqualTo("""
                        [registration]
                        needPassword=1
                        needRegistration=0
                        extraField=server
                        extraField=port
                        [features]
                        muc=1
                        receipts=1
                        rawxml=1
                        disable_jid_escaping=1
                        send_buddies_on_login=1
                        [extensions]
                        hello=1
                        acknowledgement=1
                        login_token=0
                        """);
        transport.send(Type.TYPE_PING);
        transport.expect(Type.TYPE_PONG);
        transport.expect(Type.TYPE_STATS);
    }

    @Test
    void what_a_session_does_not_implement_is_not_announced() {
        run(plugin((login, events) -> NOTHING));

        assertThat(transport.hello()).contains("muc=0", "receipts=0", "send_buddies_on_login=0", "needRegistration=1");
    }

    @Test
    void hello_is_answered_by_the_name_and_the_abilities() {
        run(new Played.Plugin(
                PluginDescription.builder("everything", Played.Everything.class).build(),
                (login, events) -> new Played.Everything()));
        transport.hello();
        transport.send(Type.TYPE_HELLO, hello(1, 7));

        assertThat(transport.expect(Type.TYPE_HELLO, Wire.Hello.parser()))
                .isEqualTo(hello(1, 1).toBuilder()
                        .setSoftware("everything")
                        .addAllFeature(List.of(
                                "acknowledgement",
                                "attention",
                                "authorization",
                                "blocking",
                                "contacts",
                                "own-vcard",
                                "typing",
                                "vcard"))
                        .build());
    }

    @Test
    void a_transport_of_unknown_versions_is_told_which_ones_are_known() {
        run(plugin((login, events) -> NOTHING));
        transport.hello();
        transport.send(Type.TYPE_HELLO, hello(5, 7));

        assertThat(transport.expect(Type.TYPE_HELLO, Wire.Hello.parser()).getHighestVersion())
                .isEqualTo(1);
    }

    private static Wire.Hello hello(int lowest, int highest) {
        return Wire.Hello.newBuilder()
                .setLowestVersion(lowest)
                .setHighestVersion(highest)
                .build();
    }

    @Test
    void the_token_is_the_first_frame_and_sent_without_being_asked() {
        keep(PluginRunner.connect(
                plugin((login, events) -> NOTHING), transport.address(), new LinkSecurity("s3cret", null)));

        assertThat(transport.expect(Type.TYPE_TOKEN, Wire.Token.parser()).getToken())
                .isEqualTo("s3cret");
        transport.hello();
    }

    @Test
    void a_transport_that_hangs_up_without_a_word_is_a_failure_that_says_what_to_do() throws Exception {
        RunningPlugin plugin = run(plugin((login, events) -> NOTHING));
        transport.hangUp();

        LinkEnd end = plugin.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isFalse();
        assertThat(end.reason()).contains("LIBTRANSPORT_BACKEND_TOKEN");
    }

    @Test
    void the_rooms_of_all_users_are_told_without_a_user_and_again_when_they_change() throws Exception {
        CompletableFuture<Consumer<List<RoomInfo>>> directory = new CompletableFuture<>();
        run(new PublicRooms(directory));
        transport.hello();

        for (String title : List.of("Verona", "Mantua")) {
            directory.get(10, TimeUnit.SECONDS).accept(List.of(new RoomInfo("#r", title)));
            assertThat(transport.expect(Type.TYPE_ROOM_LIST, Wire.RoomList.parser()))
                    .isEqualTo(Wire.RoomList.newBuilder()
                            .addRoom("#r")
                            .addName(title)
                            .build());
        }
    }

    private record PublicRooms(CompletableFuture<Consumer<List<RoomInfo>>> directory)
            implements NetworkPlugin, RoomDirectorySupport {
        @Override
        public PluginDescription describe() {
            return PluginDescription.builder("public", NetworkSession.class).build();
        }

        @Override
        public NetworkSession open(Login login, SessionEvents events) {
            return NOTHING;
        }

        @Override
        public void publishRooms(Consumer<List<RoomInfo>> rooms) {
            directory.complete(rooms);
        }
    }

    @Test
    void a_plugin_inside_the_transport_tells_no_process_that_could_be_killed() {
        run(plugin((login, events) -> NOTHING));
        transport.send(Type.TYPE_PING);
        transport.expect(Type.TYPE_BACKEND_CONFIG);
        transport.expect(Type.TYPE_PONG);

        assertThat(transport.expect(Type.TYPE_STATS, Wire.Stats.parser()).getId())
                .isEmpty();
    }
}
