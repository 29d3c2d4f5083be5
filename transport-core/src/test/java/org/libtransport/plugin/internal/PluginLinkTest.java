package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.LinkSecurity;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RoomDirectorySupport;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedTransport;

/** How a plugin is run: life of the link, threads, failures and bounds. */
class PluginLinkTest {

    private static final Played.Texts NOTHING = message -> {};

    private final ScriptedTransport transport = ScriptedTransport.local();
    private @Nullable RunningPlugin running;

    @AfterEach
    void close() {
        if (running != null) {
            running.stop();
        }
        transport.close();
    }

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
        running = PluginRunner.connect(
                plugin((login, events) -> NOTHING), transport.address(), new LinkSecurity("s3cret", null));

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

    @Test
    void the_author_learns_who_logs_in() throws Exception {
        CompletableFuture<Login> login = new CompletableFuture<>();
        run(plugin((who, events) -> {
            login.complete(who);
            return NOTHING;
        }));
        transport.send(
                Type.TYPE_LOGIN,
                Wire.Login.newBuilder()
                        .setUser("romeo@montague.example")
                        .setLegacyName("romeo")
                        .setPassword("swordfish")
                        .addExtraFields("en")
                        .setSettings(Wire.Login.UserSettings.newBuilder().putValue("a", "b"))
                        .build());

        Login who = login.get(10, TimeUnit.SECONDS);
        assertThat(who)
                .isEqualTo(new Login("romeo@montague.example", "romeo", "swordfish", List.of("en"), Map.of("a", "b")));
        assertThat(who.toString()).doesNotContain("swordfish");
    }

    @Test
    void a_refused_login_is_told_with_its_reason() {
        run(plugin((login, events) -> {
            throw new LoginException(ConnectionFailure.AUTHENTICATION_FAILED, "Wrong password");
        }));
        transport.login("romeo", "r", "p");

        assertThat(transport.expect(Type.TYPE_DISCONNECTED, Wire.Disconnected.parser()))
                .isEqualTo(Wire.Disconnected.newBuilder()
                        .setUser("romeo")
                        .setError(2)
                        .setMessage("Wrong password")
                        .build());
    }

    @Test
    void a_login_that_throws_is_told_without_the_details_and_harms_nobody_else() {
        run(plugin((login, events) -> {
            if (login.user().equals("romeo")) {
                throw new StackOverflowError("secret detail");
            }
            events.connected();
            return NOTHING;
        }));
        transport.login("romeo", "r", "p");
        Wire.Disconnected disconnected = transport.expect(Type.TYPE_DISCONNECTED, Wire.Disconnected.parser());
        assertThat(disconnected.getError()).isEqualTo(16);
        assertThat(disconnected.getMessage()).isNotEmpty().doesNotContain("secret");

        transport.login("juliet", "j", "p");
        assertThat(transport
                        .expect(Type.TYPE_CONNECTED, Wire.Connected.parser())
                        .getUser())
                .isEqualTo("juliet");
    }

    @Test
    void a_message_that_throws_is_told_in_its_conversation_and_the_next_one_goes_through() {
        run(plugin((login, events) -> (Played.Texts) message -> {
            if (message.body().equals("bad")) {
                throw new IllegalStateException("network down");
            }
            events.message(IncomingMessage.of(message.to(), message.body()));
        }));
        String user = transport.login("romeo", "r", "p");
        transport.message(user, "juliet", "bad");
        transport.message(user, "juliet", "good");

        Wire.ConversationMessage told = transport.expect(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.parser());
        assertThat(told.getBuddyName()).isEqualTo("juliet");
        assertThat(told.getMessage()).isEqualTo("Your message could not be delivered.");
        assertThat(transport
                        .expect(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.parser())
                        .getMessage())
                .isEqualTo("good");
    }

    @Test
    void a_message_to_a_session_that_the_network_ended_is_told_as_lost() {
        CountDownLatch go = new CountDownLatch(1);
        run(plugin((login, events) -> (Played.Texts) message -> {
            go.await();
            events.disconnected(ConnectionFailure.NETWORK_ERROR, "gone");
        }));
        String user = transport.login("romeo", "r", "p");
        transport.message(user, "juliet", "one");
        transport.message(user, "juliet", "two");
        // its config arrives after both messages were queued
        transport.hello();
        go.countDown();

        transport.expect(Type.TYPE_DISCONNECTED);
        Wire.ConversationMessage told = transport.expect(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.parser());
        assertThat(told.getMessage()).isEqualTo("Your message could not be delivered.");
    }

    @Test
    void what_is_not_implemented_is_answered_and_not_left_open() {
        run(plugin((login, events) -> NOTHING));
        transport.login("romeo", "r", "p");

        transport.send(
                Type.TYPE_JOIN_ROOM,
                Wire.Room.newBuilder()
                        .setUserName("romeo")
                        .setRoom("#verona")
                        .setNickname("romeo")
                        .build());
        Wire.Participant refused = transport.expect(Type.TYPE_PARTICIPANT_CHANGED, Wire.Participant.parser());
        assertThat(refused.getFlag()).isEqualTo(Wire.ParticipantFlag.PARTICIPANT_FLAG_ROOM_NOT_FOUND_VALUE);
        assertThat(refused.getNickname()).isEqualTo("romeo");

        transport.send(
                Type.TYPE_VCARD,
                Wire.VCard.newBuilder()
                        .setUserName("romeo")
                        .setBuddyName("juliet")
                        .setId(3)
                        .build());
        assertThat(transport.expect(Type.TYPE_VCARD, Wire.VCard.parser()).getId())
                .isEqualTo(3);
    }

    @Test
    void calls_of_one_user_never_overlap_and_keep_their_order() {
        AtomicInteger inside = new AtomicInteger();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        run(plugin((login, events) -> (Played.Texts) message -> {
            assertThat(inside.incrementAndGet()).isOne();
            seen.add(message.body());
            Thread.yield();
            inside.decrementAndGet();
            events.message(IncomingMessage.of("juliet", message.body()));
        }));
        String user = transport.login("romeo", "r", "p");
        List<String> sent =
                IntStream.range(0, 3_000).mapToObj(Integer::toString).toList();
        sent.forEach(body -> transport.message(user, "juliet", body));

        List<String> echoed = sent.stream()
                .map(body -> transport
                        .expect(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.parser())
                        .getMessage())
                .toList();
        assertThat(seen).isEqualTo(sent);
        assertThat(echoed).isEqualTo(sent);
    }

    @Test
    void users_who_block_do_not_hold_up_others() {
        CountDownLatch release = new CountDownLatch(1);
        run(plugin((login, events) -> {
            if (login.user().startsWith("slow")) {
                release.await();
            }
            events.connected();
            return NOTHING;
        }));
        for (int i = 0; i < CallPool.THREADS - 1; i++) {
            transport.login("slow" + i, "s", "p");
        }
        transport.login("quick", "q", "p");

        assertThat(transport
                        .expect(Type.TYPE_CONNECTED, Wire.Connected.parser())
                        .getUser())
                .isEqualTo("quick");
        release.countDown();
        for (int i = 0; i < CallPool.THREADS - 1; i++) {
            transport.expect(Type.TYPE_CONNECTED);
        }
    }

    @Test
    void a_user_who_logs_in_again_waits_for_the_logout_of_the_session_before() {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger number = new AtomicInteger();
        run(plugin((login, events) -> {
            int session = number.incrementAndGet();
            calls.add("open " + session);
            events.connected();
            return new NetworkSession() {
                @Override
                public void sendMessage(OutgoingMessage message) {
                    calls.add("message " + session);
                }

                @Override
                public void logout() {
                    calls.add("logout " + session);
                    events.message(IncomingMessage.of("juliet", "too late"));
                }
            };
        }));
        transport.login("romeo", "r", "p");
        transport.expect(Type.TYPE_CONNECTED);
        transport.message("romeo", "juliet", "hi");
        transport.login("romeo", "r", "p");
        transport.expect(Type.TYPE_CONNECTED);
        transport.send(Type.TYPE_LOGOUT, logout("romeo"));
        transport.login("romeo", "r", "p");
        transport.expect(Type.TYPE_CONNECTED);

        assertThat(calls).containsExactly("open 1", "message 1", "logout 1", "open 2", "logout 2", "open 3");
    }

    @Test
    void a_session_that_the_network_ended_is_not_logged_out() {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        run(plugin((login, events) -> {
            events.disconnected(ConnectionFailure.NETWORK_ERROR, "gone");
            events.disconnected(ConnectionFailure.OTHER_ERROR, "twice");
            events.connected();
            return new NetworkSession() {
                @Override
                public void sendMessage(OutgoingMessage message) {
                    calls.add("message");
                }

                @Override
                public void logout() {
                    calls.add("logout");
                }
            };
        }));
        transport.login("romeo", "r", "p");
        transport.expect(Type.TYPE_DISCONNECTED);
        transport.send(Type.TYPE_LOGOUT, logout("romeo"));
        transport.hello();
        stop();

        assertThat(calls).isEmpty();
        assertThat(transport.unread()).isZero();
    }

    @Test
    void a_full_queue_stops_reading_and_loses_nothing() {
        int many = 20_000;
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        run(plugin((login, events) -> (Played.Texts) message -> {
            release.await();
            if (message.body().equals(Integer.toString(done.get()))) {
                done.incrementAndGet();
            }
        }));
        String user = transport.login("romeo", "r", "p");
        for (int i = 0; i < many; i++) {
            transport.message(user, "juliet", Integer.toString(i));
        }
        transport.send(Type.TYPE_PING);
        assertThat(transport.unread()).isZero();
        release.countDown();

        transport.expect(Type.TYPE_BACKEND_CONFIG);
        await().until(() -> done.get() == many);
    }

    @Test
    void a_transport_that_does_not_read_ends_the_link_at_the_bound() {
        EmbeddedChannel channel = new EmbeddedChannel();
        PluginLink link = link(channel, null);
        Outbox outbox = new Outbox(channel, link);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        Wire.ConversationMessage big = Wire.ConversationMessage.newBuilder()
                .setUserName("romeo")
                .setBuddyName("juliet")
                .setMessage("x".repeat(1 << 20))
                .build();

        for (int i = 0; i < Outbox.BOUND >> 20; i++) {
            assertThat(channel.isOpen()).isTrue();
            outbox.add(Type.TYPE_CONV_MESSAGE, big);
            channel.runPendingTasks();
        }

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.ended().toCompletableFuture())
                .isCompletedWithValue(LinkEnd.failure("the transport does not read what the backend reports"));
    }

    @Test
    void a_report_that_no_transport_would_take_is_refused_at_once() throws Exception {
        CompletableFuture<SessionEvents> opened = new CompletableFuture<>();
        run(plugin((login, events) -> {
            opened.complete(events);
            return NOTHING;
        }));
        transport.login("romeo", "r", "p");
        SessionEvents events = opened.get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> events.message(IncomingMessage.of("juliet", "x".repeat(17 << 20))))
                .isInstanceOf(IllegalArgumentException.class);
        events.connected();
        transport.expect(Type.TYPE_CONNECTED);
    }

    @Test
    void frames_that_make_no_sense_are_skipped() {
        run(plugin((login, events) -> NOTHING));
        transport.sendBytes(new byte[] {0, 0, 0, 2, 8, 127, 0, 0, 0, 1, 99});
        transport.send(Type.TYPE_LOGIN, Wire.Connected.newBuilder().setUser("x").build());
        transport.send(Type.TYPE_QUERY);
        transport.message("nobody", "juliet", "hi");

        transport.hello();
    }

    @Test
    void a_frame_over_the_limit_ends_the_link() throws Exception {
        RunningPlugin plugin = run(plugin((login, events) -> NOTHING));
        transport.sendBytes(new byte[] {-1, -1, -1, -1});

        LinkEnd end = plugin.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isFalse();
        assertThat(end.reason()).contains("4294967295");
    }

    @Test
    void a_silent_transport_ends_the_link_unless_it_is_we_who_do_not_read() {
        EmbeddedChannel channel = new EmbeddedChannel();
        PluginLink link = link(channel, null);
        channel.pipeline().addLast(link);

        link.outboxCongested(true);
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        assertThat(channel.isOpen()).isTrue();
        link.outboxCongested(false);
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.ended().toCompletableFuture().join()).isEqualTo(LinkEnd.failure("the transport is silent"));
    }

    @Test
    void exit_logs_everybody_out_and_closes_the_plugin() throws Exception {
        assertEndsOrderly(() -> transport.send(Type.TYPE_EXIT));
    }

    @Test
    void the_end_of_the_connection_logs_everybody_out_and_closes_the_plugin() throws Exception {
        assertEndsOrderly(transport::hangUp);
    }

    @Test
    void stop_logs_everybody_out_and_closes_the_plugin() throws Exception {
        assertEndsOrderly(this::stop);
    }

    private void assertEndsOrderly(Runnable how) throws Exception {
        AtomicInteger loggedOut = new AtomicInteger();
        Played.Plugin plugin = plugin((login, events) -> {
            events.connected();
            return new NetworkSession() {
                @Override
                public void sendMessage(OutgoingMessage message) {
                    // nobody sends
                }

                @Override
                public void logout() {
                    loggedOut.incrementAndGet();
                    throw new IllegalStateException("cannot log out");
                }
            };
        });
        RunningPlugin link = run(plugin);
        for (int i = 0; i < 5; i++) {
            transport.login("user" + i, "u", "p");
            transport.expect(Type.TYPE_CONNECTED);
        }
        how.run();

        LinkEnd end = link.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isTrue();
        assertThat(loggedOut).hasValue(5);
        assertThat(plugin.isClosed()).isTrue();
        transport.awaitClosed();
    }

    @Test
    void a_transport_that_is_not_there_is_told_as_the_end() throws Exception {
        Played.Plugin plugin = plugin((login, events) -> NOTHING);
        RunningPlugin link = PluginRunner.connect(plugin, new LocalAddress("nobody-listens-here"));

        LinkEnd end = link.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isFalse();
        assertThat(end.reason()).contains("cannot connect to", "nobody-listens-here");
        assertThat(plugin.isClosed()).isTrue();
    }

    private static Played.Plugin plugin(Played.Opener opener) {
        return new Played.Plugin(opener);
    }

    /** A link whose calls are made at once. */
    private static PluginLink link(EmbeddedChannel channel, @Nullable String token) {
        Played.Plugin plugin = plugin((login, events) -> NOTHING);
        return new PluginLink(
                channel, plugin, new Introduction(plugin), token, Runnable::run, new MemoryFigures(false));
    }

    private RunningPlugin run(NetworkPlugin plugin) {
        running = PluginRunner.connect(plugin, transport.address());
        return running;
    }

    private void stop() {
        RunningPlugin link = running;
        if (link != null) {
            link.stop();
            link.ended().toCompletableFuture().join();
        }
    }

    private static Wire.Logout logout(String user) {
        return Wire.Logout.newBuilder().setUser(user).setLegacyName("x").build();
    }
}
