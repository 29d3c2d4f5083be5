package org.libtransport.storage;

import org.jspecify.annotations.Nullable;

/** The database could not be asked or refused. The message is for people and holds no secret. */
public class StorageException extends RuntimeException {

    private final boolean temporary;

    /** A failure that trying again would repeat. */
    public StorageException(String message) {
        super(message);
        this.temporary = false;
    }

    /** A failure that trying again would repeat. */
    public StorageException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * @param temporary whether the same may succeed later: the database is locked, full, or away; false if it is what was
     *     asked that cannot be done
     */
    public StorageException(String message, @Nullable Throwable cause, boolean temporary) {
        super(message, cause);
        this.temporary = temporary;
    }

    /** Whether the same may succeed later without anything being changed about it. */
    public boolean isTemporary() {
        return temporary;
    }
}
