package org.libtransport.launcher.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.libtransport.launcher.os.KeyTool;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;
import picocli.CommandLine;

/** An administrator's mistakes, each planted in a transport that is right otherwise, and how they are found. */
@Timeout(60)
class CheckIT {

    private static final String JID = "net.localhost";
    private static final String UNPRIVILEGED = "poor.localhost";
    private static final String SECRET = "component-secret-4801";
    private static final String ECHO = "java:org.libtransport.examples.echo.EchoPlugin";

    private static ProsodyServer prosody;

    @TempDir
    private Path dir;

    private final Map<String, String> options = new TreeMap<>();
    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void openServer() {
        prosody = ProsodyServer.forDomain("localhost")
                .privilegedComponent(JID, SECRET)
                .component(UNPRIVILEGED, SECRET)
                .start();
    }

    @AfterAll
    static void closeServer() {
        prosody.close();
    }

    @BeforeEach
    void right() {
        options.put("service.jid", JID);
        options.put("service.server", "127.0.0.1");
        options.put("service.port", Integer.toString(prosody.componentPort()));
        options.put("service.password", SECRET);
        options.put("service.backend", ECHO);
        options.put("service.working_dir", dir.resolve("work").toString());
        options.put("service.pidfile", dir.resolve("run/t.pid").toString());
        options.put("service.portfile", dir.resolve("run/t.port").toString());
        options.put("database.type", "sqlite3");
        options.put("database.database", "users.sqlite");
    }

    private int check(String... more) throws IOException {
        Path file = dir.resolve("t.cfg");
        List<String> lines = new ArrayList<>();
        options.forEach((name, value) -> lines.add(name + " = " + value));
        Files.writeString(file, String.join("\n", lines).replace("DIR", dir.toString()) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add(file.toString());
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void finds_nothing_wrong_where_nothing_is() throws Exception {
        assertThat(check()).as(out.toString()).isZero();

        assertThat(out.toString())
                .contains(
                        "OK   XMPP server: 127.0.0.1:" + prosody.componentPort() + " accepts the secret",
                        "OK   backend: starts and answers",
                        "OK   database: ",
                        "OK   working directory: ")
                .doesNotContain("FAIL", "WARN", SECRET);
        assertThat(dir.resolve("work")).as("nothing is made").doesNotExist();
    }

    @Test
    void warns_of_what_users_miss_without_privileges() throws Exception {
        options.put("service.jid", UNPRIVILEGED);

        assertThat(check()).as(out.toString()).isZero();

        assertThat(out.toString()).contains("WARN privileges: Rosters cannot be managed", "transport snippet");
    }

    /** What is changed, as {@code name=value} each, an empty value removing the option; what is found; and the cure. */
    static Stream<Arguments> planted() {
        String closed = Integer.toString(Ports.free());
        return Stream.of(
                mistake("service.password=wrong", "it refuses the secret", "must be the same"),
                mistake("service.jid=other.localhost", "it knows no component other.localhost", "transport snippet"),
                mistake("service.port=" + closed, "cannot be reached", "start the XMPP server"),
                mistake(
                        "service.server=no.such.host.invalid",
                        "there is no host no.such.host.invalid",
                        "service.server"),
                mistake("service.port=70000", "\"70000\"", "correct the file"),
                mistake("service.port=", "service.port: missing", "correct the file"),
                mistake("service.password=", "service.password: missing", "correct the file"),
                mistake("service.jid=not a jid@@", "service.jid", "correct the file"),
                mistake("service.backend=/no/such/program", "/no/such/program", "service.backend"),
                mistake("service.backend=/bin/false", "ended before it connected", "run it by hand"),
                mistake("service.backend=java:no.such.Plugin", "there is no class no.such.Plugin", "service.backend"),
                mistake("service.backend=external", "none is started", "service.backend_port"),
                mistake("service.working_dir=/dev/null/work", "/dev/null is no directory", "service.working_dir"),
                mistake("service.pidfile=/dev/null/t.pid", "/dev/null is no directory", "service.pidfile"),
                mistake("service.user=nobody", "only one of service.user and service.group", "set both"),
                mistake("service.user=no-such-user,service.group=nogroup", "there is no user no-such-user", "adduser"),
                mistake(
                        "service.user=nobody,service.group=no-such-group",
                        "there is no group no-such-group",
                        "addgroup"),
                mistake("logging.config=/no/such/file", "/no/such/file cannot be read", "logging.config"),
                mistake(
                        "logging.backend_config=/no/such/file",
                        "/no/such/file cannot be read",
                        "logging.backend_config"),
                mistake("database.type=oracle", "\"oracle\"", "correct the file"),
                mistake("database.database=/dev/null/users.sqlite", "/dev/null", "database.database"),
                mistake(
                        "database.type=mysql,database.server=127.0.0.1,database.port=" + closed + ",database.user=x",
                        "127.0.0.1",
                        "database.server"),
                mistake("service.server_mode=1,service.cert=no.p12", "no.p12", "service.cert"),
                mistake(
                        "service.server_mode=1,service.server=192.0.2.1",
                        "cannot be listened to",
                        "address of this machine"),
                mistake("service.backend_token=short", "service.backend_token", "correct the file"),
                mistake("service.backend_host=0.0.0.0", "service.backend_host", "correct the file"));
    }

    private static Arguments mistake(String changes, String found, String cure) {
        return Arguments.of(changes, found, cure);
    }

    @ParameterizedTest
    @MethodSource("planted")
    void finds_a_planted_mistake_and_names_the_cure(String changes, String found, String cure) throws Exception {
        for (String change : changes.split(",")) {
            String[] parts = change.split("=", 2);
            if (parts[1].isEmpty()) {
                options.remove(parts[0]);
            } else {
                options.put(parts[0], parts[1]);
            }
        }

        assertThat(check()).as(out.toString()).isNotZero();

        List<String> lines = out.toString().lines().toList();
        int index = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (index < 0 && lines.get(i).startsWith("FAIL") && lines.get(i).contains(found)) {
                index = i;
            }
        }
        assertThat(index).as(out.toString()).isNotNegative();
        assertThat(lines.get(index + 1)).startsWith("     -> ").contains(cure);
        assertThat(out.toString()).doesNotContain("\tat ", SECRET);
    }

    @Test
    void finds_a_backend_that_does_not_speak_the_protocol() throws Exception {
        Path mute = Files.writeString(dir.resolve("mute.py"), """
                import socket, sys, time
                args = dict(zip(sys.argv[1::2], sys.argv[2::2]))
                s = socket.create_connection((args["--host"], int(args["--port"])))
                time.sleep(30)
                """);
        options.put("service.backend", "python3 " + mute);

        assertThat(check()).isEqualTo(1);
        assertThat(out.toString()).contains("does not answer PING");
    }

    @Test
    void finds_a_port_that_somebody_else_has() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            options.put("service.backend_port", Integer.toString(taken.getLocalPort()));

            assertThat(check()).isEqualTo(1);
            assertThat(out.toString()).contains("FAIL port for backends: ", "cannot be listened to");
        }
    }

    @Test
    void finds_a_certificate_for_somebody_else() throws Exception {
        String password = KeyTool.make(dir.resolve("c.p12"), "other.example", "dns:other.example");
        options.put("service.server_mode", "1");
        options.put("service.port", Integer.toString(Ports.free()));
        options.put("service.cert", dir.resolve("c.p12").toString());
        options.put("service.cert_password", password);

        assertThat(check()).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAIL certificate: it is not for " + JID, "WARN DNS: ")
                .doesNotContain(password);
        options.put("service.jid", "other.example");
        check();
        assertThat(out.toString()).contains("OK   certificate: is for other.example and valid until ");
    }

    @Test
    void finds_a_config_file_that_everybody_can_read() throws Exception {
        check();
        Files.setPosixFilePermissions(dir.resolve("t.cfg"), PosixFilePermissions.fromString("rw-r--r--"));

        int code = new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .execute(dir.resolve("t.cfg").toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("WARN config file: everybody", "chmod 640");
    }

    @Test
    void finds_a_wrong_password_and_a_database_of_another_shape() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
            try (Connection connection = DriverManager.getConnection(url, MariaDbServer.USER, MariaDbServer.PASSWORD);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE spectrum");
                statement.execute("CREATE TABLE spectrum.users (something INT)");
            }
            options.put("database.type", "mysql");
            options.put("database.server", "127.0.0.1");
            options.put("database.port", Integer.toString(server.port()));
            options.put("database.database", "spectrum");
            options.put("database.user", MariaDbServer.USER);
            options.put("database.password", "wrong-4802");

            assertThat(check()).isEqualTo(1);
            assertThat(out.toString()).contains("FAIL database: ").doesNotContain("wrong-4802");
            out.getBuffer().setLength(0);

            options.put("database.password", MariaDbServer.PASSWORD);
            assertThat(check()).as(out.toString()).isEqualTo(1);
            assertThat(out.toString()).contains("FAIL database: ");
        }
    }

    @Test
    void writes_json_for_programs() throws Exception {
        options.put("service.password", "wrong");

        assertThat(check("--json")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("[")
                .contains("\"level\" : \"FAIL\"", "\"text\" : \"it refuses the secret\"");
    }
}
