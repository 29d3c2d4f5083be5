package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What becomes of the calls of users, in which order, and of what their authors throw. */
class PluginSessionsTest extends PluginScene {

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
                .isEqualTo(
                        new Login("romeo@montague.example", "romeo", "swordfish", "", List.of("en"), Map.of("a", "b")));
        assertThat(who.toString()).doesNotContain("swordfish");
    }

    @Test
    void a_token_is_given_back_and_comes_with_the_next_log_in() {
        run(new Played.Plugin(
                PluginDescription.builder("tokens", Played.Everything.class)
                        .givesTokens(true)
                        .build(),
                (login, events) -> {
                    events.connected(login.token() + "t0ken");
                    return NOTHING;
                }));
        transport.login("romeo", "r", "secret");
        assertThat(transport
                        .expect(Type.TYPE_CONNECTED, Wire.Connected.parser())
                        .getLoginToken())
                .isEqualTo("t0ken");

        transport.send(
                Type.TYPE_LOGIN,
                Wire.Login.newBuilder()
                        .setUser("romeo")
                        .setLegacyName("r")
                        .setPassword("")
                        .setLoginToken("t0ken")
                        .build());
        assertThat(transport
                        .expect(Type.TYPE_CONNECTED, Wire.Connected.parser())
                        .getLoginToken())
                .isEqualTo("t0kent0ken");
    }

    @Test
    void a_token_that_was_not_announced_is_a_fault_of_the_author() {
        run(plugin((login, events) -> {
            assertThatThrownBy(() -> events.connected("t0ken")).isInstanceOf(IllegalStateException.class);
            events.connected();
            return NOTHING;
        }));
        transport.login("romeo", "r", "secret");
        assertThat(transport
                        .expect(Type.TYPE_CONNECTED, Wire.Connected.parser())
                        .hasLoginToken())
                .isFalse();
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
}
