package org.libtransport.storage.sql;

/**
 * Keeps a second transport away from the tables of one that runs: both would log in the same users. It ends with the
 * process, however that ends, so that none is left behind by a crash.
 */
interface DatabaseLock extends AutoCloseable {

    /** For those who were told that the tables are shared on purpose. */
    DatabaseLock NONE = () -> {};

    /** The refusal, with the option that lifts it. */
    static DatabaseInUseException refusal(String database, String holder) {
        return new DatabaseInUseException("Another transport uses the same tables of " + database + holder
                + ". Stop it, give this one another database.prefix, or set database.shared=1 if both are to use them");
    }

    @Override
    void close();
}
