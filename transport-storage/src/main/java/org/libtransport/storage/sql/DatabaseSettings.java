package org.libtransport.storage.sql;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.libtransport.storage.StorageException;

/**
 * Which database is used.
 *
 * @param database what the option of this name has: for SQLite the file
 * @param prefix put before the names of all tables, so that several transports fit into one database; letters, digits
 *     and underscores, else {@link StorageException}
 */
public record DatabaseSettings(DatabaseType type, String database, String prefix) {

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)?");

    public DatabaseSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new StorageException("database.prefix is \"" + prefix
                    + "\", but can only have letters, digits and underscores, and no digit at the start");
        }
    }

    /** Nothing is kept. */
    public static DatabaseSettings none() {
        return new DatabaseSettings(DatabaseType.NONE, "", "");
    }

    /** A file, which is made if it is not there; its directory must be. */
    public static DatabaseSettings sqlite(Path file, String prefix) {
        return new DatabaseSettings(DatabaseType.SQLITE3, file.toString(), prefix);
    }
}
