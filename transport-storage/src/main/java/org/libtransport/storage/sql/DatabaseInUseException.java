package org.libtransport.storage.sql;

import org.libtransport.storage.StorageException;

/** Another transport has the tables. The message says what can be done about it. */
public final class DatabaseInUseException extends StorageException {

    DatabaseInUseException(String message) {
        super(message);
    }
}
