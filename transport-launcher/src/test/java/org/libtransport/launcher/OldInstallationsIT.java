package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jivesoftware.smackx.iqregister.packet.Registration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.parts.Resourcepart;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;

/**
 * Config files of whole installations of Spectrum 2, as they were. Only what is of the machine they ran on (ports, paths,
 * accounts, the program of the backend) is replaced, on the command line, as an administrator would for a trial.
 */
@Timeout(90)
class OldInstallationsIT {

    private static final String XMPP_PASSWORD = "xmpp-password-4835";

    @TempDir
    private Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private String old(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(
                OldInstallationsIT.class.getResourceAsStream("/old-installations/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("LOGS", dir.resolve("logs").toString());
        }
    }

    private String copied(String name) throws Exception {
        Path copy = dir.resolve(Path.of(name).getFileName().toString());
        return Files.writeString(copy, old(name)).toString();
    }

    private TransportProcess transport(String config, String... replaced) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--service.user=",
                "--service.group=",
                "--service.working_dir=" + dir.resolve("work"),
                "--service.pidfile=" + dir.resolve("t.pid"),
                "--service.portfile=" + dir.resolve("t.port"),
                "--service.backend=" + TransportProcess.echoBackend()));
        arguments.addAll(List.of(replaced));
        TransportProcess transport = TransportProcess.withConfigFile(old(config));
        open.add(transport);
        return transport.launch(arguments.toArray(String[]::new));
    }

    private ProsodyServer prosody(String jid, String secret) {
        ProsodyServer server = ProsodyServer.forDomain("localhost")
                .account("romeo", XMPP_PASSWORD)
                .component(jid, secret)
                .start();
        open.add(server);
        return server;
    }

    private SmackClient romeo(ProsodyServer server) throws Exception {
        SmackClient romeo = SmackClient.withoutTls(server.clientPort(), "romeo@localhost", XMPP_PASSWORD, "phone");
        open.add(romeo);
        return romeo.login();
    }

    @Test
    void a_gateway_with_mysql_and_log4cxx() throws Exception {
        MariaDbServer database = MariaDbServer.create();
        open.add(database);
        String url = "jdbc:mariadb://127.0.0.1:" + database.port() + "/";
        try (Connection connection = DriverManager.getConnection(url, MariaDbServer.USER, MariaDbServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE spectrum");
        }
        ProsodyServer prosody = prosody("icq.localhost", "old-secret-4831");
        TransportProcess transport = transport(
                "gateway-mysql/icq.cfg",
                "--service.port=" + prosody.componentPort(),
                "--service.backend_port=0",
                "--database.server=127.0.0.1",
                "--database.port=" + database.port(),
                "--database.user=" + MariaDbServer.USER,
                "--database.password=" + MariaDbServer.PASSWORD,
                "--logging.config=" + copied("gateway-mysql/logging.cfg"),
                "--logging.backend_config=" + copied("gateway-mysql/backend-logging.cfg"));
        transport.await("link", () -> prosody.componentConnections() > 0);
        SmackClient romeo = romeo(prosody);

        Registration form = romeo.registrationForm("icq.localhost");
        assertThat(form.getInstructions()).isEqualTo("Enter your ICQ number and password:");
        romeo.register("icq.localhost", "1234567", "network-password-4836");
        romeo.awaitOnline("icq.localhost");
        romeo.awaitOnline("echo@icq.localhost");
        romeo.say("icq.localhost", "status");
        romeo.awaitMessage("icq.localhost", "Running (1 users connected using 1 backends)");

        try (Connection connection =
                        DriverManager.getConnection(url + "spectrum", MariaDbServer.USER, MariaDbServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT uin FROM icq_users WHERE jid = 'romeo@localhost'")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("1234567");
        }
        assertThat(dir.resolve("logs/icq.localhost/spectrum2.log"))
                .content()
                .contains("romeo@localhost is logged in to the network")
                .doesNotContain("network-password-4836", "old-secret-4831", MariaDbServer.PASSWORD);
    }

    @Test
    void a_server_with_certificate_and_administrator() throws Exception {
        int port = Ports.free();
        DemoCertificate certificate = DemoCertificate.make(dir.resolve("server.p12"));
        TransportProcess transport = transport(
                "server-certificate/msn.cfg",
                "--service.port=" + port,
                "--service.cert=" + certificate.file(),
                "--service.cert_password=" + certificate.password(),
                "--database.database=" + dir.resolve("database.sql"));
        transport.await("port", () -> Ports.isOpen(port));
        var trusted = ServerModeConversationIT.trusting(certificate);

        SmackClient user =
                SmackClient.overTls(port, "romeo%hotmail.com@msn.localhost", "network-password-4837", "phone", trusted);
        open.add(user);
        user.login().awaitOnline("echo@msn.localhost");
        user.say("echo@msn.localhost", "Hello");
        user.awaitMessage("echo@msn.localhost", "Hello");
        SmackClient admin = SmackClient.overTls(port, "admin@msn.localhost", "old-secret-4833", "desk", trusted);
        open.add(admin);
        admin.login();
        admin.say("msn.localhost", "online_users");
        admin.awaitMessage(
                "msn.localhost",
                "romeo%hotmail.com@msn.localhost \"3rd-party network username:\" \"romeo@hotmail.com\"");
        assertThat(transport.log()).doesNotContain("old-secret-4833", "network-password-4837", certificate.password());
    }

    @Test
    void irc_with_registration_by_nickname() throws Exception {
        ProsodyServer prosody = prosody("irc.localhost", "old-secret-4834");
        TransportProcess transport = transport(
                "irc-rooms/irc.cfg",
                "--service.port=" + prosody.componentPort(),
                "--database.database=" + dir.resolve("database.sql"));
        transport.await("link", () -> prosody.componentConnections() > 0);
        transport.awaitLog("backend-1 is ready");
        SmackClient romeo = romeo(prosody);

        MultiUserChat room = romeo.room("#echo@irc.localhost");
        room.join(Resourcepart.from("HanzZ"));

        assertThat(room.getOccupants()).anyMatch(occupant -> occupant.toString().endsWith("/HanzZ"));
        room.sendMessage("Hello");
        romeo.awaitMessage("own words", message -> "Hello".equals(message.getBody()));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("database.sql"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT uin FROM users WHERE jid = 'romeo@localhost'")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("HanzZ");
        }
        assertThat(romeo.discover("irc.localhost").hasIdentity("conference", "irc"))
                .isTrue();
    }
}
