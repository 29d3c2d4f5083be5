package org.libtransport.storage;

/** The database could not be asked or refused. The message is for people and holds no secret. */
public final class StorageException extends RuntimeException {

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
