package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.config.Context;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.PostgresServer;

/** The options of server mode, each by what a person, an administrator or the system notices of it. */
@Timeout(90)
class OptionsOfServerIT {

    private static final String JID = "net.localhost";

    @TempDir
    private Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void one_client_at_a_time_unless_more_are_allowed() throws Exception {
        int port = Ports.free();
        TransportProcess transport = TransportProcess.withOptions(
                "service.server_mode = 1",
                "service.jid = " + JID,
                "service.server = 127.0.0.1",
                "service.port = " + port,
                "service.more_resources = 0");
        open.add(transport);
        transport.launch().await("port for clients", () -> Ports.isOpen(port));
        SmackClient phone = SmackClient.withoutTls(port, "romeo@" + JID, "network-password", "phone");
        open.add(phone);
        phone.login().awaitOnline("echo@" + JID);

        SmackClient desk = SmackClient.withoutTls(port, "romeo@" + JID, "network-password", "desk");
        open.add(desk);
        desk.login().awaitOnline("echo@" + JID);

        Awaitility.await("end of the older session").until(() -> !phone.isConnected());
        desk.say("echo@" + JID, "from the desk");
        desk.awaitMessage("echo@" + JID, "from the desk");
        assertThat(transport.log()).doesNotContain("is logged out");
    }

    @Test
    @ShowsOptions(
            mode = Context.SERVER,
            value = {
                "service.server_mode",
                "service.jid",
                "service.port",
                "service.cert",
                "service.cert_password",
                "service.admin_jid",
                "service.admin_password",
                "service.pidfile",
                "service.working_dir",
                "service.backend",
                "service.backend_host",
                "service.backend_port",
                "service.users_per_backend",
                "logging.config",
                "logging.backend_config",
                "database.type",
                "database.server",
                "database.port",
                "database.database",
                "database.user",
                "database.password",
                "database.prefix"
            })
    void serves_clients_runs_backends_and_stores_as_the_config_says() throws Exception {
        PostgresServer database = PostgresServer.create();
        open.add(database);
        String url = "jdbc:postgresql://127.0.0.1:" + database.port() + "/";
        try (Connection connection =
                        DriverManager.getConnection(url + "postgres", PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE spectrum");
        }
        int port = Ports.free();
        int backendPort = Ports.free();
        DemoCertificate certificate = DemoCertificate.make(dir.resolve("server.p12"));
        RuntimeOptions files = RuntimeOptions.in(dir);
        TransportProcess transport = TransportProcess.withOptions(files.lines(
                "service.server_mode = 1",
                "service.jid = " + JID,
                "service.port = " + port,
                "service.cert = " + certificate.file(),
                "service.cert_password = " + certificate.password(),
                "service.admin_jid = friar@" + JID,
                "service.admin_password = lavender-4821",
                "service.backend_host = 127.0.0.1",
                "service.backend_port = " + backendPort,
                "service.users_per_backend = 1",
                "database.type = pqxx",
                "database.server = 127.0.0.1",
                "database.port = " + database.port(),
                "database.database = spectrum",
                "database.user = " + PostgresServer.USER,
                "database.password = " + PostgresServer.PASSWORD,
                "database.prefix = net_"));
        open.add(transport);
        transport.launch().await("port for clients", () -> Ports.isOpen(port));
        var trusted = ServerModeConversationIT.trusting(certificate);

        SmackClient romeo =
                SmackClient.overTls(port, "mercutio%irc.example@" + JID, "network-password", "phone", trusted);
        open.add(romeo);
        assertThat(romeo.login().isEncrypted()).isTrue();
        SmackClient juliet = SmackClient.overTls(port, "juliet@" + JID, "network-password", "phone", trusted);
        open.add(juliet);
        juliet.login();
        SmackClient friar = SmackClient.overTls(port, "friar@" + JID, "lavender-4821", "cell", trusted);
        open.add(friar);
        friar.login();
        friar.say(JID, "online_users_count");
        friar.awaitMessage(JID, "2");

        Awaitility.await("two backends").until(() -> transport.backends().size() == 2);
        files.assertShown(transport);
        assertThat(transport.backends())
                .allSatisfy(backend -> assertThat(OptionsOfGatewayIT.arguments(backend))
                        .contains("EchoBackend", "--host\0" + "127.0.0.1", "--port\0" + backendPort));
        try (Connection connection =
                        DriverManager.getConnection(url + "spectrum", PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT uin FROM net_users WHERE jid = 'mercutio%irc.example@" + JID + "'")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("mercutio@irc.example");
        }
    }
}
