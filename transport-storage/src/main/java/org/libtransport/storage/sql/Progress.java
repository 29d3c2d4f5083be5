package org.libtransport.storage.sql;

/** Told how far long work is; from the thread that does it, after each row or transaction. */
@FunctionalInterface
public interface Progress {

    /** Nobody looks. */
    Progress NONE = (done, total) -> {};

    void rows(long done, long total);
}
