package org.libtransport.storage.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.libtransport.storage.StorageException;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where connections to database servers come from. No answer for a while is an end, so that the storage's thread goes on. */
final class ServerConnections {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than any statement of ours takes. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private ServerConnections() {}

    static DataSource mysql(DatabaseSettings settings) {
        DatabaseServer server = settings.server();
        requireName(settings);
        Properties options = new Properties();
        options.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        options.setProperty("socketTimeout", Long.toString(ANSWER_TIMEOUT.toMillis()));
        options.setProperty("tcpKeepAlive", "true");
        // A value that does not fit is to be refused, not cut.
        options.setProperty("sessionVariables", "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
        options.setProperty(
                "sslMode",
                switch (server.tls()) {
                    case NONE -> "disable";
                    case ENCRYPT -> "trust";
                    case VERIFY -> "verify-full";
                });
        if (!server.authority().isEmpty()) {
            options.setProperty("serverSslCert", server.authority());
        }
        StringBuilder url = new StringBuilder("jdbc:mariadb://address=(host=")
                .append(server.host())
                .append(")(port=")
                .append(server.port().orElse(3306))
                .append(")/")
                .append(settings.database());
        char separator = '?';
        for (String name : options.stringPropertyNames()) {
            url.append(separator).append(name).append('=').append(options.getProperty(name));
            separator = '&';
        }
        try {
            MariaDbDataSource source = new MariaDbDataSource(url.toString());
            source.setUser(server.user());
            source.setPassword(server.password());
            return source;
        } catch (SQLException e) {
            throw new StorageException(
                    "The database cannot be used: its address is wrong: " + server.address() + ", "
                            + settings.database(),
                    e);
        }
    }

    static DataSource postgresql(DatabaseSettings settings) {
        DatabaseServer server = settings.server();
        requireName(settings);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {server.host()});
        source.setPortNumbers(new int[] {server.port().orElse(5432)});
        source.setDatabaseName(settings.database());
        source.setUser(server.user());
        source.setPassword(server.password());
        source.setApplicationName("libtransport");
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        source.setSocketTimeout((int) ANSWER_TIMEOUT.toSeconds());
        source.setTcpKeepAlive(true);
        source.setSslMode(
                switch (server.tls()) {
                    case NONE -> "disable";
                    case ENCRYPT -> "require";
                    case VERIFY -> "verify-full";
                });
        if (!server.authority().isEmpty()) {
            source.setSslRootCert(server.authority());
        }
        return source;
    }

    private static void requireName(DatabaseSettings settings) {
        if (settings.database().isEmpty() || settings.database().matches(".*[?&/].*")) {
            throw new StorageException(
                    "database.database is \"" + settings.database() + "\", which names no database at a server");
        }
    }
}
