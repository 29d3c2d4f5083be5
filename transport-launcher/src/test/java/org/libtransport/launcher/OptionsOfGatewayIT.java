package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqregister.packet.Registration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.config.Context;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;

/** The options of a gateway, each by what a person, an administrator or the system notices of it. */
@Timeout(90)
class OptionsOfGatewayIT {

    private static final String JID = "net.localhost";
    private static final String SECRET = "component-secret-4811";
    private static final String XMPP_PASSWORD = "xmpp-password-4812";

    private static ProsodyServer prosody;
    private static MariaDbServer database;

    @TempDir
    private Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void openServers() {
        prosody = ProsodyServer.forDomain("localhost")
                .account("romeo", XMPP_PASSWORD)
                .account("juliet", XMPP_PASSWORD)
                .component(JID, SECRET)
                .start();
        database = MariaDbServer.create();
    }

    @AfterAll
    static void closeServers() {
        prosody.close();
        database.close();
    }

    @BeforeEach
    void emptyDatabase() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS spectrum");
            statement.execute("CREATE DATABASE spectrum");
        }
    }

    private static Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + database.port() + "/" + name, MariaDbServer.USER, MariaDbServer.PASSWORD);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private TransportProcess transport(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "service.jid = " + JID,
                "service.server = 127.0.0.1",
                "service.port = " + prosody.componentPort(),
                "service.password = " + SECRET));
        options.addAll(List.of(more));
        TransportProcess transport = TransportProcess.withOptions(options.toArray(String[]::new));
        open.add(transport);
        int before = prosody.componentConnections();
        transport.launch();
        transport.await("link", () -> prosody.componentConnections() > before);
        return transport;
    }

    private SmackClient login(String user) throws Exception {
        SmackClient client = SmackClient.withoutTls(prosody.clientPort(), user + "@localhost", XMPP_PASSWORD, "phone");
        open.add(client);
        return client.login();
    }

    @Test
    @ShowsOptions(
            mode = Context.GATEWAY,
            value = {
                "service.server_mode",
                "service.jid",
                "service.server",
                "service.port",
                "service.password",
                "service.admin_jid",
                "identity.name",
                "identity.category",
                "identity.type",
                "registration.instructions",
                "registration.username_label",
                "registration.username_mask",
                "database.type",
                "database.server",
                "database.port",
                "database.database",
                "database.user",
                "database.password",
                "database.prefix"
            })
    void shows_itself_registers_and_stores_as_the_config_says() throws Exception {
        TransportProcess transport = transport(
                "service.server_mode = 0",
                "service.admin_jid = romeo@localhost",
                "identity.name = The Other Network",
                "identity.category = conference",
                "identity.type = irc",
                "registration.instructions = Your name there, please.",
                "registration.username_label = Nickname",
                "registration.username_mask = $username@masked.example",
                "database.type = mysql",
                "database.server = 127.0.0.1",
                "database.port = " + database.port(),
                "database.database = spectrum",
                "database.user = " + MariaDbServer.USER,
                "database.password = " + MariaDbServer.PASSWORD,
                "database.prefix = net_");
        SmackClient romeo = login("romeo");

        DiscoverInfo.Identity identity = romeo.discover(JID).getIdentities().get(0);
        assertThat(identity.getName()).isEqualTo("The Other Network");
        assertThat(identity.getCategory()).isEqualTo("conference");
        assertThat(identity.getType()).isEqualTo("irc");
        Registration form = romeo.registrationForm(JID);
        assertThat(form.getInstructions()).isEqualTo("Your name there, please.");
        assertThat(form.toXML().toString()).contains("label='Nickname'");

        romeo.register(JID, "mercutio", "network-password");
        romeo.awaitOnline(JID);
        assertThat(stored("SELECT uin FROM net_users WHERE jid = 'romeo@localhost'"))
                .isEqualTo("mercutio@masked.example");
        romeo.say(JID, "online_users_count");
        romeo.awaitMessage(JID, "1");
        romeo.unregister(JID);
        transport.awaitLog("romeo@localhost unregistered");
    }

    private static String stored(String query) throws SQLException {
        try (Connection connection = connect("spectrum");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : "nothing";
        }
    }

    @Test
    @ShowsOptions(
            mode = Context.GATEWAY,
            value = {
                "service.pidfile",
                "service.working_dir",
                "service.backend",
                "service.backend_host",
                "service.backend_port",
                "service.users_per_backend",
                "logging.config",
                "logging.backend_config"
            })
    void runs_backends_and_keeps_files_as_the_config_says() throws Exception {
        int backendPort = Ports.free();
        RuntimeOptions files = RuntimeOptions.in(dir);
        TransportProcess transport = transport(files.lines(
                "service.backend_host = 127.0.0.1",
                "service.backend_port = " + backendPort,
                "service.users_per_backend = 1"));
        login("romeo").register(JID, "romeo", "network-password");
        login("juliet").register(JID, "juliet", "network-password");

        Awaitility.await("two backends").until(() -> transport.backends().size() == 2);
        files.assertShown(transport);
        assertThat(transport.backends())
                .allSatisfy(backend -> assertThat(arguments(backend))
                        .contains("EchoBackend", "--host\0" + "127.0.0.1", "--port\0" + backendPort));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", backendPort), 1_000);
        }
    }

    static String arguments(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @ShowsOptions(
            mode = Context.GATEWAY,
            value = {"service.allowed_servers", "registration.enable_public_registration"})
    void lets_in_only_users_of_the_servers_on_the_white_list() throws Exception {
        TransportProcess closed = transport(
                "registration.enable_public_registration = 0",
                "service.allowed_servers = elsewhere.example",
                "service.allowed_servers = far.example");
        SmackClient romeo = login("romeo");
        assertThatThrownBy(() -> romeo.register(JID, "romeo", "x"))
                .isInstanceOf(XMPPErrorException.class)
                .hasMessageContaining("not-allowed");
        closed.close();
        open.remove(closed);

        transport(
                "registration.enable_public_registration = 0",
                "service.allowed_servers = elsewhere.example",
                "service.allowed_servers = localhost");
        romeo.register(JID, "romeo", "network-password");
        romeo.awaitOnline(JID);
    }

    @Test
    @ShowsOptions(mode = Context.GATEWAY, value = "registration.auto_register")
    void registers_whoever_sends_presence() throws Exception {
        TransportProcess transport = transport("registration.auto_register = 1");
        SmackClient romeo = login("romeo");

        romeo.sendPresence(Presence.Type.available, JID);

        transport.awaitStored("SELECT COUNT(*) FROM users WHERE jid = 'romeo@localhost'", 1);
        transport.awaitLog("romeo@localhost is logged in to the network");
    }
}
