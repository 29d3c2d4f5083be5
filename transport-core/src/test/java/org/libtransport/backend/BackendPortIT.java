package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.backend.peer.PeerLookup;
import org.libtransport.concurrent.Loops;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ChildProcess;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.Tools;
import org.libtransport.tls.ServerKey;

/** Users on backends that come through the port with a token, with TLS, or where the kernel tells nothing. */
@Timeout(60)
class BackendPortIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String TOKEN = "a token that nobody guesses";
    private static final String KEY_PASSWORD = "key password";

    private final Loops loops = Loops.start(2);
    private final RecordingUser user = new RecordingUser("me@example.net", loops.forKey("me@example.net"));
    private @Nullable BackendPool pool;

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeEach
    void requirePython() {
        Tools.require("python3");
    }

    @AfterEach
    void stop() throws Exception {
        if (pool != null) {
            pool.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        loops.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private BackendAddress open(BackendSettings settings, BackendLauncher launcher, Path proc) throws Exception {
        PeerLookup lookup = PeerLookup.start(proc, launcher::spawned);
        BackendPool opened = new BackendPool(
                settings,
                loops.forKey("backend pool"),
                new BackendServer(settings, loops, !launcher.launches(), lookup),
                launcher,
                command -> CompletableFuture.completedFuture(""),
                new InMemoryMetrics(),
                new Random(1));
        pool = opened;
        BackendAddress address = opened.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
        opened.request(user);
        return address;
    }

    /** One that is started by somebody else, with these variables in its environment. */
    private ChildProcess backend(String host, int port, String... environment) throws Exception {
        Path script = Files.writeString(directory.resolve("backend.py"), PortScript.TEXT);
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(List.of(environment));
        command.addAll(List.of("python3", script.toString(), host, Integer.toString(port)));
        return ChildProcess.start("backend", directory, directory.resolve("backend.log"), command);
    }

    private void assertServed() {
        await().atMost(SOON).until(() -> user.session != null);
        user.loop().execute(() -> user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message(user.key(), "hi")));
        await().atMost(SOON).untilAsserted(() -> assertThat(user.events).containsExactly("ready", "message hi"));
    }

    private static void assertSentAway(ChildProcess backend) {
        backend.await("its end", SOON, () -> !backend.isAlive());
        assertThat(backend.output()).doesNotContain("got");
    }

    private BackendSettings withTls(String host, int port) throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=transport")
                .addSanIpAddress("127.0.0.1")
                .addSanIpAddress("::1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(directory.resolve("ca.pem"), bundle.getCertificatePathPEM());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", bundle.getKeyPair().getPrivate(), KEY_PASSWORD.toCharArray(), new Certificate[] {
            bundle.getCertificate()
        });
        Path file = directory.resolve("key.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, KEY_PASSWORD.toCharArray());
        }
        ServerKey key = new ServerKey(file, KEY_PASSWORD, "service.backend_cert");
        return BackendSettings.DEFAULT.withAddress(host, port).withAccess(new BackendSettings.Access(TOKEN, key));
    }

    private String ca() {
        return "LIBTRANSPORT_BACKEND_CA=" + directory.resolve("ca.pem");
    }

    private static String token(String text) {
        return "LIBTRANSPORT_BACKEND_TOKEN=" + text;
    }

    private static void needIpv6(String host) throws UnknownHostException {
        if (host.contains(":")) {
            try (Socket probe = new Socket()) {
                probe.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
            } catch (IOException e) {
                Assumptions.abort("this machine has no IPv6");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "::, ::1", "::, 127.0.0.1"})
    void a_backend_with_tls_and_the_token_serves_users_on_an_address_that_is_not_loopback(String listen, String connect)
            throws Exception {
        needIpv6(listen);
        int port = Ports.free();
        open(withTls(listen, port), BackendLauncher.external(), Path.of("/proc"));

        try (ChildProcess backend = backend(connect, port, ca(), token(TOKEN))) {
            assertServed();
            assertThat(backend.isAlive()).isTrue();
        }
    }

    @Test
    void through_tls_even_our_own_user_gets_nothing_without_the_right_token() throws Exception {
        int port = Ports.free();
        open(withTls("0.0.0.0", port), BackendLauncher.external(), Path.of("/proc"));

        try (ChildProcess backend = backend("127.0.0.1", port, ca())) {
            assertSentAway(backend);
        }
        try (ChildProcess backend = backend("127.0.0.1", port, ca(), token("a token somebody guessed"))) {
            assertSentAway(backend);
        }
        assertThat(user.events).isEmpty();
    }

    @Test
    void the_token_is_not_taken_without_tls_where_tls_is_needed() throws Exception {
        int port = Ports.free();
        open(withTls("0.0.0.0", port), BackendLauncher.external(), Path.of("/proc"));

        try (ChildProcess backend = backend("127.0.0.1", port, token(TOKEN))) {
            assertSentAway(backend);
        }
        assertThat(user.events).isEmpty();
    }

    @Test
    void backends_that_are_started_here_use_a_loopback_port_without_tls_beside_the_one_with_tls() throws Exception {
        int port = Ports.free();
        Files.writeString(directory.resolve("backend.py"), PortScript.TEXT);
        BackendAddress address = open(
                withTls("0.0.0.0", port),
                new ProcessLauncher("/usr/bin/env python3 backend.py", directory, List.of()),
                Path.of("/proc"));

        assertThat(address.port()).isNotEqualTo(port);
        assertThat(InetAddress.getByName(address.host()).isLoopbackAddress()).isTrue();
        assertServed();
    }

    @Test
    void where_the_kernel_tells_nothing_a_backend_that_was_started_here_is_known_by_its_token() throws Exception {
        Files.writeString(directory.resolve("backend.py"), PortScript.TEXT);
        open(
                BackendSettings.DEFAULT,
                new ProcessLauncher("/usr/bin/env python3 backend.py", directory, List.of()),
                directory.resolve("no-proc"));

        assertServed();
        BackendPool opened = Objects.requireNonNull(pool);
        BackendStatus status =
                opened.status().toCompletableFuture().get(10, TimeUnit.SECONDS).get(0);
        assertThat(Long.toString(status.pid())).isEqualTo(status.processId());
    }

    @Test
    void where_the_kernel_tells_nothing_nobody_comes_in_without_the_token() throws Exception {
        BackendAddress address =
                open(BackendSettings.DEFAULT, BackendLauncher.external(), directory.resolve("no-proc"));

        try (ChildProcess backend = backend("127.0.0.1", address.port())) {
            assertSentAway(backend);
        }
        assertThat(user.events).isEmpty();
        try (ChildProcess backend = backend("127.0.0.1", address.port(), token(address.token()))) {
            assertServed();
            assertThat(backend.isAlive()).isTrue();
        }
    }
}
