package org.libtransport.storage.maintenance;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A row as all databases have it.
 *
 * @param values texts, in the order of the table's columns: numbers in digits, switches as 0 and 1, times as
 *     {@code 2026-01-31 23:59:59}; null only for a time
 */
record StoredRow(UserTable table, List<@Nullable String> values) {

    StoredRow {
        values = Collections.unmodifiableList(values);
    }

    /** The same with another password; rows without one are as they were. */
    StoredRow withPassword(UnaryOperator<String> change) {
        if (table != UserTable.USERS) {
            return this;
        }
        List<@Nullable String> changed = new ArrayList<>(values);
        @Nullable String password = changed.get(UserTable.PASSWORD);
        changed.set(UserTable.PASSWORD, password == null ? null : change.apply(password));
        return new StoredRow(table, changed);
    }

    @Override
    public String toString() {
        return "StoredRow[" + table + "]";
    }

    /** Takes rows one after the other. */
    @FunctionalInterface
    interface Sink {
        void accept(StoredRow row) throws SQLException;
    }
}
