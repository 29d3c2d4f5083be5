package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Databases of their own at one server for each kind, which all tests of a class share. */
public final class ServerDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private ServerDatabase() {}

    public static DatabaseServer address(MariaDbServer server) {
        return DatabaseServer.at(
                "127.0.0.1", OptionalInt.of(server.port()), MariaDbServer.USER, MariaDbServer.PASSWORD);
    }

    public static DatabaseServer address(PostgresServer server) {
        return DatabaseServer.at(
                "127.0.0.1", OptionalInt.of(server.port()), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    /** A new, empty database. */
    public static DatabaseSettings make(MariaDbServer server, String prefix) throws SQLException {
        String name = "t" + COUNT.incrementAndGet();
        run(DatabaseSettings.mysql(address(server), "mysql", ""), "CREATE DATABASE " + name);
        return DatabaseSettings.mysql(address(server), name, prefix);
    }

    /** A new, empty database. */
    public static DatabaseSettings make(PostgresServer server, String prefix) throws SQLException {
        String name = "t" + COUNT.incrementAndGet();
        run(DatabaseSettings.postgresql(address(server), "postgres", ""), "CREATE DATABASE " + name);
        return DatabaseSettings.postgresql(address(server), name, prefix);
    }

    public static void run(DatabaseSettings settings, String... statements) throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public static Connection connect(DatabaseSettings settings) throws SQLException {
        return (settings.type() == DatabaseType.MYSQL
                        ? ServerConnections.mysql(settings)
                        : ServerConnections.postgresql(settings))
                .getConnection();
    }
}
