package org.libtransport.storage.sql;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.libtransport.storage.StorageException;

/** The databases that can be used, by the words of the option {@code database.type}. */
public enum DatabaseType {
    /** Nothing is kept beyond the end of the process. */
    NONE("none"),
    /** One file, written by one transport. */
    SQLITE3("sqlite3"),
    /** A MySQL or MariaDB server. */
    MYSQL("mysql"),
    /** A PostgreSQL server, by the name of the library that the predecessor used for it. */
    POSTGRESQL("pqxx");

    private final String word;

    DatabaseType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The type with this word; throws {@link StorageException} that names the possible ones. */
    public static DatabaseType of(String word) {
        for (DatabaseType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new StorageException("database.type is \"" + word + "\", but can only be "
                + Arrays.stream(values()).map(DatabaseType::word).collect(Collectors.joining(" or ")));
    }
}
