package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.TemporaryDirectory;

/** A person's client and an echo backend in some language, which the transport starts. */
@Timeout(60)
abstract class EchoBackendConversation {

    private static final String DOMAIN = "net.localhost";
    private TemporaryDirectory files;
    private int port;
    private X509TrustManager trusted;
    private TransportProcess transport;

    /** The program. What it needs beyond may be missing only where tests may be skipped. */
    abstract Path backend() throws Exception;

    @BeforeEach
    void open() throws Exception {
        Path backend = backend();
        port = Ports.free();
        files = TemporaryDirectory.create("certificate");
        DemoCertificate certificate = DemoCertificate.make(files.resolve("server.p12"));
        trusted = ServerModeConversationIT.trusting(certificate);
        transport = TransportProcess.withCommand(
                backend.toString(),
                "service.jid = " + DOMAIN,
                "service.server_mode = 1",
                "service.server = 127.0.0.1",
                "service.port = " + port,
                "service.cert = " + certificate.file(),
                "service.cert_password = " + certificate.password());
        transport.launch().await("port open", () -> Ports.isOpen(port));
    }

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
            files.close();
        }
    }

    @Test
    void logs_in_talks_and_leaves() throws Exception {
        try (SmackClient romeo = client("sesame").login()) {
            romeo.awaitOnline("echo@" + DOMAIN);
            romeo.awaitOnline("mirror@" + DOMAIN);
            romeo.say("echo@" + DOMAIN, "Hello");
            romeo.awaitMessage("echo@" + DOMAIN, "Hello");
            romeo.type("echo@" + DOMAIN, ChatState.composing);
            romeo.awaitChatState("echo@" + DOMAIN, ChatState.composing);
            romeo.logout();
            transport.awaitLog("romeo@" + DOMAIN + " is logged out");
        }
        assertThat(transport.stop()).isZero();
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        try (SmackClient romeo = client("wrong")) {
            assertThatThrownBy(romeo::login).isInstanceOf(SASLErrorException.class);
        }
    }

    private SmackClient client(String password) throws Exception {
        return SmackClient.overTls(port, "romeo@" + DOMAIN, password, "phone", trusted);
    }
}
