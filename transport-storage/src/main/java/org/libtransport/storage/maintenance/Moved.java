package org.libtransport.storage.maintenance;

import java.util.Map;

/**
 * What was written somewhere, and proven to be there.
 *
 * @param rows by table, without the prefix
 */
public record Moved(Map<String, Long> rows) {

    /** Rows of one table; 0 for one that there is not. */
    public long of(String table) {
        return rows.getOrDefault(table, 0L);
    }

    public long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
