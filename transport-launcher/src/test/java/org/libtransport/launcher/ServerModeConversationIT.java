package org.libtransport.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.sasl.SASLError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jxmpp.jid.parts.Resourcepart;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.TemporaryDirectory;

/** What a person does whose client connects to the transport directly (server mode). */
@Timeout(60)
class ServerModeConversationIT {

    private static final String DOMAIN = "net.localhost";
    private static final String ECHO = "echo@" + DOMAIN;

    private final List<SmackClient> clients = new ArrayList<>();
    private TemporaryDirectory files;
    private int port;
    private X509TrustManager trusted;
    private TransportProcess transport;

    @BeforeEach
    void open() throws Exception {
        port = Ports.free();
        files = TemporaryDirectory.create("certificate");
        DemoCertificate certificate = DemoCertificate.make(files.resolve("server.p12"));
        trusted = trusting(certificate);
        transport = TransportProcess.withOptions(
                "service.jid = " + DOMAIN,
                "service.server_mode = 1",
                "service.server = 127.0.0.1",
                "service.port = " + port,
                "service.more_resources = 1",
                "service.admin_jid = friar@" + DOMAIN,
                "service.admin_password = lavender",
                "service.cert = " + certificate.file(),
                "service.cert_password = " + certificate.password());
        transport.launch().await("port open", () -> Ports.isOpen(port));
    }

    @AfterEach
    void close() {
        clients.forEach(SmackClient::close);
        transport.close();
        files.close();
    }

    static X509TrustManager trusting(DemoCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.file())) {
            store.load(in, certificate.password().toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "server", store.getCertificate(store.aliases().nextElement()));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    @Test
    void logs_in_over_tls_and_talks() throws Exception {
        SmackClient romeo = client("romeo", "phone", "sesame").login();
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
    void administers_with_a_password_of_its_own() throws Exception {
        SmackClient friar = client("friar", "cell", "lavender").login();
        friar.awaitOnline(DOMAIN);
        Awaitility.await("the transport in the roster").until(() -> friar.hasInRoster(DOMAIN));

        friar.say(DOMAIN, "online_users_count");
        friar.awaitMessage(DOMAIN, "0");
        friar.say(DOMAIN, "connection");
        friar.awaitMessage("connected", message -> message.getBody().startsWith("connected since "));
        assertThatThrownBy(() -> client("friar", "street", "wrong").login()).hasMessageContaining("not-authorized");
        assertThat(transport.log()).doesNotContain("lavender");
    }

    @Test
    void uses_two_devices_with_the_same_account() throws Exception {
        SmackClient phone = client("romeo", "phone", "sesame").login();
        phone.awaitOnline(ECHO);
        SmackClient desk = client("romeo", "desk", "sesame").login();
        desk.awaitOnline(ECHO);
        assertThat(desk.jid()).isNotEqualTo(phone.jid());

        desk.say(ECHO, "from the desk");
        desk.awaitMessage(ECHO, "from the desk");
        desk.logout();
        phone.say(ECHO, "still here");
        phone.awaitMessage(ECHO, "still here");
    }

    /** RFC 6120 section 7.7.2.2: the newer session wins, and the user never leaves the network. */
    @Test
    void comes_back_while_the_server_still_believes_in_the_connection_of_before() throws Exception {
        SmackClient lost = client("romeo", "phone", "sesame").login();
        lost.awaitOnline(ECHO);

        SmackClient back = client("romeo", "phone", "sesame").login();
        back.awaitOnline(ECHO);
        back.say(ECHO, "here again");
        back.awaitMessage(ECHO, "here again");
        Awaitility.await("end of the older session").until(() -> !lost.isConnected());
        assertThat(transport.log()).doesNotContain("is logged out");
    }

    @Test
    void is_not_let_in_with_a_wrong_password() throws Exception {
        assertRefused(client("romeo", "phone", "wrong"));
        SmackClient romeo = client("romeo", "phone", "sesame").login();
        romeo.awaitOnline(ECHO);
        assertRefused(client("romeo", "desk", "another"));
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
        SmackClient romeo = client("romeo", "phone", "sesame").login();
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
                assertThat(receive(socket, "</stream:stream>")).contains("<stream:error>");
            }
        }
        romeo.say(ECHO, "Hello");
        romeo.awaitMessage(ECHO, "Hello");
    }

    @Test
    void takes_part_in_a_room_with_two_clients() throws Exception {
        SmackClient phone = client("romeo", "phone", "sesame").login();
        SmackClient desk = client("romeo", "desk", "sesame").login();
        String room = "#echo@" + DOMAIN;
        assertThat(phone.rooms(DOMAIN)).containsEntry(room, "Echo");

        phone.room(room).join(Resourcepart.from("Romeo"));
        desk.room(room).join(Resourcepart.from("Montague"));
        assertThat(desk.room(room).getOccupantsCount()).isEqualTo(2);
        desk.speakIn(room, "m1", "Hello");

        assertThat(desk.awaitMessage(room, "Hello").getStanzaId()).isEqualTo("m1");
        assertThat(phone.awaitMessage(room, "Hello").getFrom().toString()).isEqualTo(room + "/Romeo");
        phone.room(room).leave();
        desk.speakIn(room, "m2", "Still here");
        desk.awaitMessage(room, "Still here");
    }

    private SmackClient client(String user, String resource, String password) throws Exception {
        SmackClient client = SmackClient.overTls(port, user + "@" + DOMAIN, password, resource, trusted);
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
