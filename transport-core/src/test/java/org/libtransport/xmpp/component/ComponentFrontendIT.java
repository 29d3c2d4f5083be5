package org.libtransport.xmpp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.concurrent.Loops;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ScriptedXmppPeer;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;

/** The component over real sockets, with a server that does what the test wants. */
class ComponentFrontendIT {

    private static final Jid SELF = Jid.parse("net.example");
    private static final Jid ROMEO = Jid.parse("romeo@montague.example/orchard");
    private static final Jid BUDDY = Jid.parse("juliet@net.example/bot");

    private final Loops loops = Loops.start(2);
    private final RecordedEvents events = new RecordedEvents();
    private ScriptedXmppPeer.Server server;
    private @Nullable ComponentFrontend frontend;

    @BeforeEach
    void listen() throws IOException {
        server = ScriptedXmppPeer.Server.listen("net.example", "sesame");
    }

    @AfterEach
    void stop() throws Exception {
        if (frontend != null) {
            get(frontend.stop());
        }
        server.close();
        get(loops.stop());
    }

    private static void get(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private ComponentFrontend start(String host, int port, Duration silence) {
        ComponentTiming timing = ComponentTiming.usual()
                .withPauses(Duration.ofMillis(20), Duration.ofMillis(200))
                .withSilence(silence)
                .withClose(Duration.ofMillis(300));
        ComponentFrontend started = new ComponentFrontend(
                ComponentSettings.of(SELF, host, port, "sesame").withTiming(timing), loops, new InMemoryMetrics());
        frontend = started;
        started.start(events);
        return started;
    }

    private ComponentFrontend start() {
        return start("localhost", server.port(), Duration.ofSeconds(60));
    }

    @Test
    void links_talks_both_ways_and_closes_cleanly() throws Exception {
        ComponentFrontend component = start();
        ScriptedXmppPeer peer = server.acceptComponent();
        await().until(() -> events.events().equals(List.of("up for the first time")));

        peer.send("<message from='romeo@montague.example/orchard' to='juliet@net.example'><body>hi</body></message>");
        await().until(() -> events.stanzas().size() == 1);
        assertThat(component.send(Message.chat(BUDDY, ROMEO, "hello & good bye")))
                .isTrue();
        assertThat(peer.next("message").childText("body")).isEqualTo("hello & good bye");

        CompletionStage<Void> stopped = component.stop();
        peer.expectStreamEnd();
        peer.send("</stream:stream>");
        get(stopped);
        peer.expectConnectionEnd();
    }

    @Test
    void a_server_that_does_not_close_its_stream_cannot_hold_up_the_stop() throws Exception {
        ComponentFrontend component = start();
        ScriptedXmppPeer peer = server.acceptComponent();
        CompletionStage<Void> stopped = component.stop();
        peer.expectStreamEnd();
        get(stopped);
        peer.expectConnectionEnd();
    }

    @Test
    void a_server_that_restarts_is_found_again_and_waiting_messages_arrive_in_order() throws Exception {
        ComponentFrontend component = start();
        int port = server.port();
        server.acceptComponent().close();
        server.close();
        await().until(() -> events.events().contains("down"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(component.send(Message.chat(BUDDY, ROMEO, "number " + i)))
                    .isTrue();
        }
        assertThat(component.send(Presence.of(BUDDY, ROMEO, Presence.Type.AVAILABLE)))
                .isFalse();

        server = ScriptedXmppPeer.Server.listen("net.example", "sesame", port);
        ScriptedXmppPeer peer = server.acceptComponent();
        for (int i = 0; i < 1_000; i++) {
            assertThat(peer.next("message").childText("body")).isEqualTo("number " + i);
        }
        assertThat(events.events()).containsExactly("up for the first time", "down", "up again");
    }

    @Test
    void a_server_that_is_killed_is_found_again() throws Exception {
        start();
        server.acceptComponent().reset();
        server.acceptComponent();
        await().until(() -> events.events().equals(List.of("up for the first time", "down", "up again")));
    }

    @Test
    void a_server_that_hangs_is_noticed_and_left() throws Exception {
        start("localhost", server.port(), Duration.ofMillis(300));
        ScriptedXmppPeer hanging = server.acceptComponent();
        assertThat(hanging.next("iq").child("ping", "urn:xmpp:ping")).isNotNull();
        assertThat(hanging.skipTo("error").name()).isEqualTo("error");
        server.acceptComponent();
    }

    @Test
    void a_wrong_secret_is_tried_again_until_it_is_right() throws Exception {
        start();
        for (int i = 0; i < 3; i++) {
            ScriptedXmppPeer peer = server.acceptStream();
            peer.next("handshake");
            peer.refuse();
        }
        assertThat(events.events()).isEmpty();
        server.acceptComponent();
        await().until(() -> events.events().equals(List.of("up for the first time")));
    }

    @Test
    void malformed_input_makes_a_new_stream_and_the_server_reads_why() throws Exception {
        start();
        ScriptedXmppPeer peer = server.acceptComponent();
        peer.send("<message></presence>");
        assertThat(peer.next("error").child("not-well-formed", "urn:ietf:params:xml:ns:xmpp-streams"))
                .isNotNull();
        peer.expectStreamEnd();
        server.acceptComponent();
    }

    @Test
    void waits_for_a_server_that_does_not_listen_yet() throws Exception {
        int port = Ports.free();
        start("127.0.0.1", port, Duration.ofSeconds(60));
        try (ScriptedXmppPeer.Server late = ScriptedXmppPeer.Server.listen("net.example", "sesame", port)) {
            late.acceptComponent();
            await().until(() -> events.events().equals(List.of("up for the first time")));
        }
    }

    @Test
    void a_name_that_nobody_knows_is_asked_for_again_and_stopping_is_quick() throws Exception {
        ComponentFrontend component = start("no-such-host.invalid", 5347, Duration.ofSeconds(60));
        get(component.stop());
        assertThat(events.events()).isEmpty();
    }

    @Test
    void thousands_of_stanzas_from_many_threads_arrive_each_in_the_order_of_its_thread() throws Exception {
        ComponentFrontend component = start();
        ScriptedXmppPeer peer = server.acceptComponent();
        await().until(() -> events.events().size() == 1);
        int perThread = 5_000;
        List<Thread> senders = List.of("a", "b", "c").stream()
                .map(name -> new Thread(() -> {
                    for (int i = 0; i < perThread; i++) {
                        assertThat(component.send(Message.chat(BUDDY, ROMEO, name + i)))
                                .isTrue();
                    }
                }))
                .toList();
        senders.forEach(Thread::start);
        int[] next = new int[3];
        for (int i = 0; i < 3 * perThread; i++) {
            String body = String.valueOf(peer.next("message").childText("body"));
            int sender = body.charAt(0) - 'a';
            assertThat(body).isEqualTo((char) ('a' + sender) + "" + next[sender]++);
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }
}
