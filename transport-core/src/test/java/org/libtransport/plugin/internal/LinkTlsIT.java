package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.LinkSecurity;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.protocol.Wire.Token;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** A link over TLS, against the TLS of the JDK. */
class LinkTlsIT {

    private static final NetworkPlugin PLUGIN = new Played.Plugin((login, events) -> (Played.Texts) message -> {});

    @TempDir
    Path directory;

    @Test
    void the_token_goes_to_a_transport_whose_certificate_is_vouched_for() throws Exception {
        X509Bundle bundle = certificate("127.0.0.1");
        try (SSLServerSocket listener = listen(bundle)) {
            RunningPlugin plugin =
                    PluginRunner.connect(PLUGIN, address(listener), new LinkSecurity("s3cret", file(bundle)));
            try (SSLSocket transport = (SSLSocket) listener.accept()) {
                transport.setSoTimeout(10_000);
                DataInputStream in = new DataInputStream(transport.getInputStream());
                WrapperMessage first = read(in);
                assertThat(first.getType()).isEqualTo(Type.TYPE_TOKEN);
                assertThat(Token.parseFrom(first.getPayload()).getToken()).isEqualTo("s3cret");

                byte[] ping = WrapperMessage.newBuilder()
                        .setType(Type.TYPE_PING)
                        .build()
                        .toByteArray();
                DataOutputStream out = new DataOutputStream(transport.getOutputStream());
                out.writeInt(ping.length);
                out.write(ping);
                out.flush();
                assertThat(read(in).getType()).isEqualTo(Type.TYPE_BACKEND_CONFIG);
            }
            assertThat(end(plugin).orderly()).isTrue();
        }
    }

    @Test
    void nothing_goes_to_a_transport_under_another_name() throws Exception {
        X509Bundle bundle = certificate("127.0.0.2");
        try (SSLServerSocket listener = listen(bundle)) {
            RunningPlugin plugin =
                    PluginRunner.connect(PLUGIN, address(listener), new LinkSecurity("s3cret", file(bundle)));

            assertRefused(listener, plugin);
        }
    }

    @Test
    void nothing_goes_to_a_transport_that_nobody_vouches_for() throws Exception {
        try (SSLServerSocket listener = listen(certificate("127.0.0.1"))) {
            RunningPlugin plugin = PluginRunner.connect(
                    PLUGIN, address(listener), new LinkSecurity("s3cret", file(certificate("127.0.0.1"))));

            assertRefused(listener, plugin);
        }
    }

    @Test
    void certificates_that_cannot_be_read_are_said_at_once() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing");

        for (Path path : new Path[] {missing, empty}) {
            assertThatThrownBy(() -> PluginRunner.connect(
                            PLUGIN, new InetSocketAddress("127.0.0.1", 1), new LinkSecurity(null, path)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(path.toString());
        }
    }

    private static void assertRefused(SSLServerSocket listener, RunningPlugin plugin) throws Exception {
        try (Socket transport = listener.accept()) {
            transport.setSoTimeout(10_000);
            assertThatThrownBy(() -> transport.getInputStream().read()).isInstanceOf(IOException.class);
        }
        LinkEnd end = end(plugin);
        assertThat(end.orderly()).isFalse();
        assertThat(end.reason()).startsWith("TLS with the transport failed");
    }

    private static LinkEnd end(RunningPlugin plugin) throws Exception {
        return plugin.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static X509Bundle certificate(String address) throws Exception {
        return new CertificateBuilder()
                .subject("CN=transport")
                .addSanIpAddress(address)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private Path file(X509Bundle bundle) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "ca", ".pem"), bundle.getCertificatePathPEM());
    }

    private static SSLServerSocket listen(X509Bundle bundle) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress address(SSLServerSocket listener) {
        return new InetSocketAddress("127.0.0.1", listener.getLocalPort());
    }

    private static WrapperMessage read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return WrapperMessage.parseFrom(bytes);
    }
}
