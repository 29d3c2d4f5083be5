package org.libtransport.launcher.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.testkit.EjabberdServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;
import org.libtransport.xmpp.component.ComponentProbe;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.privilege.PrivilegeDoctor;
import picocli.CommandLine;

/** What {@code transport snippet} prints goes into the config of real servers as it is, and they take the transport. */
@Timeout(90)
class SnippetIT {

    private static final String JID = "icq.localhost";
    private static final String SECRET = "se\\cr\"et'4901#{}";

    @TempDir
    private Path dir;

    private final int port = Ports.free();

    private String snippet(String server) throws Exception {
        Path config = Files.writeString(dir.resolve("t.cfg"), """
                [service]
                jid = %s
                server = 127.0.0.1
                port = %d
                password = %s
                backend = java:org.libtransport.examples.echo.EchoPlugin
                """.formatted(JID, port, SECRET));
        StringWriter out = new StringWriter();
        int code = new CommandLine(new SnippetCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(server, config.toString());
        assertThat(code).as(out.toString()).isZero();
        return out.toString();
    }

    private ComponentProbe.Answer ask(String secret) throws Exception {
        return ComponentProbe.ask(
                ComponentSettings.of(Jid.parse(JID), "127.0.0.1", port, secret), Duration.ofSeconds(10));
    }

    @Test
    void prosody_takes_the_transport() throws Exception {
        try (ProsodyServer server = ProsodyServer.forDomain("localhost")
                .module("privilege")
                .lines(snippet("prosody"))
                .start()) {
            Awaitility.await("port").until(() -> Ports.isOpen(port));
            assertThat(ask(SECRET).accepted()).as(server.log()).isTrue();
            assertThat(PrivilegeDoctor.missing(ask(SECRET).grant())).isEmpty();
            assertThat(ask("wrong").condition()).isEqualTo("not-authorized");
        }
    }

    @Test
    void ejabberd_takes_the_transport() throws Exception {
        try (EjabberdServer server = EjabberdServer.start(
                "localhost", Map.of("romeo", "secret"), snippet("ejabberd").replace("modules:\n", ""))) {
            Awaitility.await("port").until(() -> Ports.isOpen(port));
            assertThat(ask(SECRET).accepted()).as(server.log()).isTrue();
            assertThat(PrivilegeDoctor.missing(ask(SECRET).grant())).isEmpty();
            assertThat(ask("wrong").accepted()).isFalse();
        }
    }

    @Test
    void openfire_is_told_the_subdomain_and_the_secret() throws Exception {
        assertThat(snippet("openfire")).contains("Subdomain:     icq", SECRET, "xmpp.component.socket.port = " + port);
    }
}
