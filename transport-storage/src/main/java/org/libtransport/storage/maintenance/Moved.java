package org.libtransport.storage.maintenance;

import java.util.Map;

/**
 * What was written somewhere, and proven to be there.
 *
 * @param rows by table, without the prefix
 */
public record Moved(Map<String, Long> rows) {

    public long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
