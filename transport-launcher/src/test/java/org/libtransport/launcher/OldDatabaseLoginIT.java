package org.libtransport.launcher;

import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Databases that Spectrum 2 wrote: who is registered there logs in with the password that the network knows. */
@Timeout(120)
class OldDatabaseLoginIT {

    private static final Path SCRIPTS = Path.of("../transport-storage/src/test/resources/org/libtransport/storage/sql");
    private static final String KEY = "geheim";

    /** What Spectrum 2 makes of {@link GatewayScene#NETWORK_PASSWORD} with that key: the sums of their bytes, in Base64. */
    private static final String HIDDEN = "2srbxtbSlJmflpqa1tXN0w==";

    @TempDir
    private Path files;

    @Test
    void of_sqlite() throws Exception {
        Path file = files.resolve("old.sql");
        fill("jdbc:sqlite:" + file, "", "", "old.sql", "", GatewayScene.NETWORK_PASSWORD);

        logIn("database.type = sqlite3", "database.database = " + file);
    }

    @Test
    void of_mysql_with_prefix_and_key() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            String address = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
            run(address + "mysql", MariaDbServer.USER, MariaDbServer.PASSWORD, "CREATE DATABASE spectrum");
            fill(address + "spectrum", MariaDbServer.USER, MariaDbServer.PASSWORD, "old-mysql.sql", "irc_", HIDDEN);

            logIn(atServer("mysql", server.port(), MariaDbServer.USER, MariaDbServer.PASSWORD));
        }
    }

    @Test
    void of_postgresql_with_prefix_and_key() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            String address = "jdbc:postgresql://127.0.0.1:" + server.port() + "/";
            run(address + "postgres", PostgresServer.USER, PostgresServer.PASSWORD, "CREATE DATABASE spectrum");
            fill(address + "spectrum", PostgresServer.USER, PostgresServer.PASSWORD, "old-pqxx.sql", "irc_", HIDDEN);

            logIn(atServer("pqxx", server.port(), PostgresServer.USER, PostgresServer.PASSWORD));
        }
    }

    private static String[] atServer(String type, int port, String user, String password) {
        return new String[] {
            "database.type = " + type,
            "database.server = 127.0.0.1",
            "database.port = " + port,
            "database.user = " + user,
            "database.password = " + password,
            "database.database = spectrum",
            "database.prefix = irc_",
            "database.encryption_key = " + KEY
        };
    }

    /** The network of the backend takes no other password, and its contact tells that it was the password. */
    private static void logIn(String... database) throws Exception {
        try (GatewayScene scene = GatewayScene.openWithOptions(TokenBackend.class.getName(), database)) {
            SmackClient romeo = scene.login("romeo", "phone");
            romeo.sendPresence(Presence.Type.available, TRANSPORT);
            romeo.say(ECHO, "how?");
            romeo.awaitMessage(ECHO, "by password");
        }
    }

    private static void fill(
            String url, String user, String password, String script, String prefix, String networkPassword)
            throws IOException, SQLException {
        List<String> statements = new ArrayList<>(Files.readAllLines(SCRIPTS.resolve(script)));
        statements.removeIf(line -> line.startsWith("--"));
        statements.add("UPDATE " + prefix + "users SET jid = 'romeo@localhost', password = '" + networkPassword
                + "' WHERE id = 1");
        run(url, user, password, statements.toArray(String[]::new));
    }

    private static void run(String url, String user, String password, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
