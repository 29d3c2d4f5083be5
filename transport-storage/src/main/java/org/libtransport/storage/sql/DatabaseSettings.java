package org.libtransport.storage.sql;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.SecretSettings;

/**
 * Which database is used.
 *
 * @param database what the option of this name has: for SQLite the file, else the database's name at the server
 * @param prefix put before the names of all tables, so that several transports fit into one database; letters, digits
 *     and underscores, else {@link StorageException}
 * @param server where the database is; without meaning for SQLite
 * @param encryptionKey what the predecessor shifted passwords with at servers; empty if it did not. Kept out of
 *     {@link #toString}
 * @param shared whether another transport may use the same tables at the same time
 * @param secrets the keys that encrypt secrets, if any
 * @param vipStatement a query that has a row if the user {@code $barejid} is a VIP; empty to go by the column
 */
public record DatabaseSettings(
        DatabaseType type,
        String database,
        String prefix,
        DatabaseServer server,
        String encryptionKey,
        boolean shared,
        SecretSettings secrets,
        String vipStatement) {

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)?");

    public DatabaseSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new StorageException("database.prefix is \"" + prefix
                    + "\", but can only have letters, digits and underscores, and no digit at the start");
        }
    }

    /** Nothing is kept. */
    public static DatabaseSettings none() {
        return new DatabaseSettings(
                DatabaseType.NONE, "", "", DatabaseServer.LOCAL, "", false, SecretSettings.NONE, "");
    }

    /** A file, which is made if it is not there; its directory must be. */
    public static DatabaseSettings sqlite(Path file, String prefix) {
        return new DatabaseSettings(
                DatabaseType.SQLITE3,
                file.toString(),
                prefix,
                DatabaseServer.LOCAL,
                "",
                false,
                SecretSettings.NONE,
                "");
    }

    /** A database at a MySQL or MariaDB server; it must exist, its tables need not. */
    public static DatabaseSettings mysql(DatabaseServer server, String database, String prefix) {
        return new DatabaseSettings(DatabaseType.MYSQL, database, prefix, server, "", false, SecretSettings.NONE, "");
    }

    /** A database at a PostgreSQL server; it must exist, its tables need not. */
    public static DatabaseSettings postgresql(DatabaseServer server, String database, String prefix) {
        return new DatabaseSettings(
                DatabaseType.POSTGRESQL, database, prefix, server, "", false, SecretSettings.NONE, "");
    }

    /**
     * A database at a PostgreSQL server, by a connection string of PostgreSQL's own library.
     *
     * @throws StorageException if it cannot be read; the message does not have it, because it holds the password
     */
    public static DatabaseSettings postgresql(String connectionString, String prefix) {
        return PostgresConnectionString.parse(connectionString.strip(), prefix);
    }

    /** The same with a key for passwords; without effect for SQLite, where the predecessor has none. */
    public DatabaseSettings withEncryptionKey(String key) {
        return new DatabaseSettings(type, database, prefix, server, key, shared, secrets, vipStatement);
    }

    /** The same for tables that another transport may use at the same time. */
    public DatabaseSettings withSharing(boolean allowed) {
        return new DatabaseSettings(type, database, prefix, server, encryptionKey, allowed, secrets, vipStatement);
    }

    /** The same with keys that encrypt secrets. */
    public DatabaseSettings withSecrets(SecretSettings settings) {
        return new DatabaseSettings(type, database, prefix, server, encryptionKey, shared, settings, vipStatement);
    }

    /** The same with a query of the administrator's own for who is a VIP. */
    public DatabaseSettings withVipStatement(String statement) {
        return new DatabaseSettings(type, database, prefix, server, encryptionKey, shared, secrets, statement);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + type + ", " + database + ", " + prefix + ", " + server + "]";
    }
}
