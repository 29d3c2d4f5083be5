package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;
import picocli.CommandLine;

/** Who follows what the commands say gets from nothing to a transport that can run. */
@Timeout(90)
class NewInstallationIT {

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();

    private int transport(String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter printer = new PrintWriter(out, true);
        return new CommandLine(new Main()).setOut(printer).setErr(printer).execute(arguments);
    }

    @Test
    void init_then_snippet_then_check() throws Exception {
        String file = dir.resolve("net.cfg").toString();
        int port = Ports.free();

        assertThat(transport(
                        "init",
                        "--yes",
                        "--jid",
                        "net.localhost",
                        "--port",
                        Integer.toString(port),
                        "--directory",
                        dir.resolve("files").toString(),
                        file))
                .as("written, but the server is not there yet: " + out)
                .isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("transport snippet prosody " + file, "FAIL XMPP server");

        assertThat(transport("snippet", "prosody", file)).isZero();
        try (ProsodyServer server =
                ProsodyServer.forDomain("localhost").lines(out.toString()).start()) {
            Awaitility.await("port").until(() -> Ports.isOpen(port));
            assertThat(transport("check", file)).as(out + server.log()).isZero();
            assertThat(out.toString()).contains("OK   XMPP server").doesNotContain("FAIL");
        }
    }
}
