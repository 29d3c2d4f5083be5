package org.libtransport.xmpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.concurrent.Loops;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.testkit.ScriptedXmppPeer;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;

/** Server mode over real sockets and real TLS. */
class ServerFrontendIT {

    private static final Jid SERVICE = Jid.parse("net.example");
    private static final Jid ROMEO = Jid.parse("romeo@net.example");
    private static final Jid BUDDY = Jid.parse("juliet@net.example/bot");
    private static final String ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

    @TempDir
    static Path directory;

    private static X509Bundle bundle;

    private final Loops loops = Loops.start(2);
    private final RecordedServerEvents events = new RecordedServerEvents();
    private @Nullable ServerFrontend frontend;

    @BeforeAll
    static void certificate() throws Exception {
        bundle = new CertificateBuilder()
                .subject("CN=net.example")
                .addSanDnsName("net.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    @AfterEach
    void stop() throws Exception {
        if (frontend != null) {
            get(frontend.stop());
        }
        get(loops.stop());
    }

    private static void get(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Path keyStore(String name, boolean withKey, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (withKey) {
            store.setKeyEntry("key", bundle.getKeyPair().getPrivate(), password.toCharArray(), new Certificate[] {
                bundle.getCertificate()
            });
        } else {
            store.setCertificateEntry("certificate", bundle.getCertificate());
        }
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private ServerFrontend start(ServerSettings settings) throws Exception {
        ServerFrontend server = new ServerFrontend(settings, loops, new InMemoryMetrics());
        frontend = server;
        get(server.start(events));
        return server;
    }

    private static ServerSettings secure() throws Exception {
        return ServerSettings.of(
                SERVICE, "127.0.0.1", 0, new ServerSettings.Certificate(keyStore("good.p12", true, "pass"), "pass"));
    }

    private ScriptedXmppPeer client() throws IOException {
        return ScriptedXmppPeer.client(Objects.requireNonNull(frontend).address());
    }

    private void refusesToStart(Path file, String password, String reason) {
        ServerFrontend server = new ServerFrontend(
                ServerSettings.of(SERVICE, "127.0.0.1", 0, new ServerSettings.Certificate(file, password)),
                loops,
                new InMemoryMetrics());
        assertThatThrownBy(() -> get(server.start(events)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_client_logs_in_over_starttls_and_talks() throws Exception {
        ServerFrontend server = start(secure());
        try (ScriptedXmppPeer romeo = client()) {
            Element features = romeo.openStream("net.example");
            assertThat(features.children()).extracting(Element::name).containsExactly("starttls");
            X509Certificate certificate = romeo.startTls("net.example");
            assertThat(certificate).isEqualTo(bundle.getCertificate());
            romeo.openStream("net.example");
            assertThat(romeo.authenticate("romeo", "wrong").name()).isEqualTo("failure");
            assertThat(romeo.authenticate("romeo", "secret").name()).isEqualTo("success");
            romeo.openStream("net.example");
            assertThat(romeo.bind("orchard")).isEqualTo("romeo@net.example/orchard");
            romeo.send("<presence/><message to='juliet@net.example'><body>hi</body></message>");
            await().until(() -> events.stanzas().size() == 2);
            assertThat(server.send(Message.chat(BUDDY, ROMEO, "hello"))).isTrue();
            assertThat(romeo.next("message").childText("body")).isEqualTo("hello");

            romeo.send("</stream:stream>");
            romeo.expectStreamEnd();
            romeo.expectConnectionEnd();
        }
        assertThat(events.stanzas())
                .last()
                .isEqualTo(Presence.of(ROMEO.withResource("orchard"), SERVICE, Presence.Type.UNAVAILABLE));
        assertThat(server.send(Message.chat(BUDDY, ROMEO, "hello"))).isFalse();
    }

    @Test
    void the_same_resource_on_another_loop_replaces_the_first() throws Exception {
        ServerFrontend server = start(secure());
        List<ScriptedXmppPeer> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ScriptedXmppPeer next = client();
            next.logIn("net.example", "romeo", "secret", "orchard");
            next.send("<presence/>");
            if (i > 0) {
                ScriptedXmppPeer replaced = clients.get(i - 1);
                assertThat(replaced.next("error").child("conflict", ERRORS)).isNotNull();
                replaced.expectStreamEnd();
            }
            clients.add(next);
        }
        await().until(() -> events.stanzas().size() == 9);
        assertThat(events.stanzas())
                .extracting(Stanza::typeName)
                .containsExactly(
                        null, "unavailable", null, "unavailable", null, "unavailable", null, "unavailable", null);
        assertThat(server.send(Message.chat(BUDDY, ROMEO, "hello"))).isTrue();
        assertThat(clients.get(4).next("message").childText("body")).isEqualTo("hello");
        for (ScriptedXmppPeer client : clients) {
            client.close();
        }
    }

    @Test
    void stopping_tells_the_clients_and_leaves_nothing_open() throws Exception {
        ServerFrontend server = start(secure());
        try (ScriptedXmppPeer romeo = client();
                ScriptedXmppPeer stranger = client()) {
            romeo.logIn("net.example", "romeo", "secret", "orchard");
            stranger.openStream("net.example");
            CompletionStage<Void> stopped = server.stop();
            for (ScriptedXmppPeer peer : List.of(romeo, stranger)) {
                assertThat(peer.next("error").child("system-shutdown", ERRORS)).isNotNull();
                peer.expectStreamEnd();
                peer.close();
            }
            get(stopped);
            assertThatThrownBy(this::client).isInstanceOf(IOException.class);
        }
    }

    @Test
    void too_many_strangers_from_one_address_are_not_let_in() throws Exception {
        start(secure().withBounds(ServerSettings.Bounds.usual().withNewcomersPerAddress(2)));
        try (ScriptedXmppPeer first = client();
                ScriptedXmppPeer second = client()) {
            first.openStream("net.example");
            second.openStream("net.example");
            try (ScriptedXmppPeer third = client()) {
                third.expectConnectionEnd();
            }
            first.reset();
            await().untilAsserted(() -> {
                try (ScriptedXmppPeer fourth = client()) {
                    fourth.openStream("net.example");
                } catch (IOException e) {
                    throw new AssertionError("not let in", e);
                }
            });
        }
    }

    @Test
    void garbage_instead_of_tls_ends_the_connection() throws Exception {
        start(secure());
        try (ScriptedXmppPeer stranger = client()) {
            stranger.openStream("net.example");
            stranger.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            stranger.next("proceed");
            stranger.send("<stream:stream xmlns='jabber:client'>");
            stranger.expectConnectionEnd();
        }
        try (ScriptedXmppPeer romeo = client()) {
            romeo.logIn("net.example", "romeo", "secret", "orchard");
        }
    }

    @Test
    void says_what_is_wrong_with_a_certificate() throws Exception {
        refusesToStart(directory.resolve("missing.p12"), "pass", "There is no certificate");
        refusesToStart(keyStore("locked.p12", true, "other"), "pass", "service.cert_password");
        refusesToStart(keyStore("keyless.p12", false, "pass"), "pass", "private key");
        Path text = Files.writeString(directory.resolve("text.p12"), "-----BEGIN CERTIFICATE-----");
        refusesToStart(text, "pass", "no PKCS#12");
    }

    @Test
    void says_that_a_port_is_in_use() throws Exception {
        ServerFrontend first = start(secure());
        ServerFrontend second = new ServerFrontend(
                ServerSettings.of(SERVICE, "127.0.0.1", first.address().getPort(), null), loops, new InMemoryMetrics());
        assertThatThrownBy(() -> get(second.start(events)))
                .hasMessageContaining("Cannot listen for XMPP clients at 127.0.0.1");
        get(second.stop());
    }
}
