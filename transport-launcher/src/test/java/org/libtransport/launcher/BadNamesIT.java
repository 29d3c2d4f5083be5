package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** A backend names its contacts in every bad way: what can be stored is stored whole, and the session goes on. */
@Timeout(120)
class BadNamesIT {

    private enum Engine {
        MARIADB,
        POSTGRESQL
    }

    @Test
    void on_sqlite() throws Exception {
        try (GatewayScene scene = GatewayScene.openWithOptions(BadNamesBackend.class.getName())) {
            talk(scene);
            scene.transport().awaitStored("select count(*) from buddies where uin = 'echo'", 1);
            assertStored("jdbc:sqlite:" + scene.transport().resolve("users.sqlite"), "", "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void at_a_server(Engine engine) throws Exception {
        if (engine == Engine.MARIADB) {
            try (MariaDbServer server = MariaDbServer.create()) {
                String address = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
                check("mysql", "mysql", address, server.port(), MariaDbServer.USER, MariaDbServer.PASSWORD);
            }
        } else {
            try (PostgresServer server = PostgresServer.create()) {
                String address = "jdbc:postgresql://127.0.0.1:" + server.port() + "/";
                check("pqxx", "postgres", address, server.port(), PostgresServer.USER, PostgresServer.PASSWORD);
            }
        }
    }

    private static void check(String type, String first, String address, int port, String user, String password)
            throws Exception {
        try (Connection connection = DriverManager.getConnection(address + first, user, password)) {
            connection.createStatement().execute("CREATE DATABASE names");
        }
        try (GatewayScene scene = GatewayScene.openWithOptions(
                BadNamesBackend.class.getName(),
                "database.type = " + type,
                "database.server = 127.0.0.1",
                "database.port = " + port,
                "database.user = " + user,
                "database.password = " + password,
                "database.database = names")) {
            talk(scene);
            assertThat(scene.transport().stop()).isZero();
            assertStored(address + "names", user, password);
        }
    }

    private static void talk(GatewayScene scene) throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        romeo.say(ECHO, "still there?");
        romeo.awaitMessage(ECHO, "still there?");
        romeo.say(ECHO, "and now?");
        romeo.awaitMessage(ECHO, "and now?");
    }

    private static void assertStored(String url, String user, String password) throws Exception {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                ResultSet rows = connection.createStatement().executeQuery("SELECT uin FROM buddies")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        // Kept as the network writes them, never cut; what fits no address (RFC 7622) or no column is not kept at all.
        // Two
        // names that differ only in case have one address, and are one contact.
        assertThat(names).containsExactlyInAnyOrder(BadNamesBackend.INJECTION, "'\"`\\%_;", "Mercutio", " ", "echo");
    }
}
