package org.libtransport.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.sasl.SASLError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.Ports;

/** What a person does whose client connects to the transport directly (server mode). */
@Timeout(60)
class ServerModeConversationIT {

    private static final String DOMAIN = "net.localhost";
    private static final String ECHO = "echo@" + DOMAIN;
    private static final String CERTIFICATE_PASSWORD = "certificate-4715";

    private final List<SmackClient> clients = new ArrayList<>();
    private int port;
    private X509TrustManager trusted;
    private TransportProcess transport;

    @BeforeEach
    void open() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=" + DOMAIN)
                .addSanDnsName(DOMAIN)
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        trusted = (X509TrustManager) bundle.toTrustManager();
        port = Ports.free();
        transport = TransportProcess.withOptions(
                "service.jid = " + DOMAIN,
                "service.server_mode = 1",
                "service.server = 127.0.0.1",
                "service.port = " + port,
                "service.more_resources = 1",
                "service.cert = DIRECTORY/server.p12",
                "service.cert_password = " + CERTIFICATE_PASSWORD);
        try (OutputStream out = Files.newOutputStream(transport.resolve("server.p12"))) {
            bundle.toKeyStore(CERTIFICATE_PASSWORD.toCharArray()).store(out, CERTIFICATE_PASSWORD.toCharArray());
        }
        transport.launch().await("port open", () -> Ports.isOpen(port));
    }

    @AfterEach
    void close() {
        clients.forEach(SmackClient::close);
        transport.close();
    }

    @Test
    void logs_in_over_tls_and_talks() throws Exception {
        SmackClient romeo = client("romeo", "sesame").login();
        assertThat(romeo.isEncrypted()).isTrue();

        romeo.awaitOnline(ECHO);
        Awaitility.await("the roster").until(() -> romeo.hasInRoster(ECHO));
        romeo.type(ECHO, ChatState.composing);
        romeo.awaitChatState(ECHO, ChatState.composing);
        romeo.say(ECHO, "Hello");
        romeo.awaitMessage(ECHO, "Hello");

        romeo.logout();
        transport.awaitLog("romeo@" + DOMAIN + " is logged out");
    }

    @Test
    void uses_two_devices_with_the_same_account() throws Exception {
        SmackClient phone = client("romeo", "sesame").login();
        phone.awaitOnline(ECHO);
        SmackClient desk = client("romeo", "sesame").login();
        desk.awaitOnline(ECHO);
        assertThat(desk.jid()).isNotEqualTo(phone.jid());

        desk.say(ECHO, "from the desk");
        desk.awaitMessage(ECHO, "from the desk");
        desk.logout();
        phone.say(ECHO, "still here");
        phone.awaitMessage(ECHO, "still here");
    }

    @Test
    void is_not_let_in_with_a_wrong_password() throws Exception {
        assertRefused(client("romeo", "wrong"));
        SmackClient romeo = client("romeo", "sesame").login();
        romeo.awaitOnline(ECHO);
        assertRefused(client("romeo", "another"));
    }

    /** RFC 6120 section 13.8.3: the password is not asked for where anybody could read it. */
    @Test
    void is_not_asked_for_a_password_before_the_connection_is_encrypted() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'" + " to='"
                            + DOMAIN + "' version='1.0'>");
            assertThat(receive(socket, "</stream:features>"))
                    .contains("starttls")
                    .doesNotContain("PLAIN");

            String credentials = Base64.getEncoder().encodeToString("\0romeo\0sesame".getBytes(UTF_8));
            send(socket, "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + credentials + "</auth>");
            assertThat(receive(socket, "</failure>"))
                    .contains("encryption-required")
                    .doesNotContain("<success");
        }
    }

    /** What a client sends that speaks no XMPP ends that client's stream and nothing else. */
    @Test
    void is_not_disturbed_by_others_who_send_rubbish() throws Exception {
        SmackClient romeo = client("romeo", "sesame").login();
        romeo.awaitOnline(ECHO);
        for (String rubbish : new String[] {
            "GET / HTTP/1.1\r\n\r\n",
            "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
            "\u0000\u0001\u0002",
            "<a>".repeat(200),
            "</x>"
        }) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                send(socket, rubbish);
                assertThat(receive(socket, "end of stream")).contains("<stream:error>");
            }
        }
        romeo.say(ECHO, "Hello");
        romeo.awaitMessage(ECHO, "Hello");
    }

    private SmackClient client(String user, String password) throws Exception {
        SmackClient client = SmackClient.overTls(port, user + "@" + DOMAIN, password, "device" + clients.size(), trusted);
        clients.add(client);
        return client;
    }

    private static void assertRefused(SmackClient client) {
        assertThatThrownBy(client::login)
                .isInstanceOfSatisfying(
                        SASLErrorException.class,
                        e -> assertThat(e.getSASLFailure().getSASLError()).isEqualTo(SASLError.not_authorized));
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    /** Reads until the mark or the end of the stream. */
    private static String receive(Socket socket, String mark) throws Exception {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        int next;
        while (text.indexOf(mark) < 0 && (next = in.read()) >= 0) {
            text.append((char) next);
        }
        return text.toString();
    }
}
