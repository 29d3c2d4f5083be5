package org.libtransport.storage.maintenance;

import java.sql.Connection;
import java.sql.SQLException;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.SecretColumn;

/**
 * Copies all of a database into an empty one, of the same kind or another. The copy is of one moment and appears in one
 * transaction, after it was read back and compared; after a failure or the death of the process the target is empty.
 * Passwords get the form that the target has; encrypted ones stay as they are.
 */
public final class DatabaseCopy {

    private final Database from;
    private final Database to;
    private final Progress progress;

    public DatabaseCopy(Database from, Database to, Progress progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /** @throws StorageException if the target is not empty, or something failed */
    public Moved run() {
        from.requireTables();
        if (!to.isEmpty()) {
            throw new StorageException(to.describe() + " is not empty");
        }
        to.upgrade();
        return from.reading(source -> to.writing(target -> copy(source, target)));
    }

    private Moved copy(Connection source, Connection target) throws SQLException {
        RowReader reader = new RowReader(from);
        long total = reader.count(source);
        RowSum written = new RowSum();
        SecretColumn old = new SecretColumn(from.settings());
        SecretColumn secrets = new SecretColumn(to.settings());
        try (RowWriter writer = new RowWriter(to, target)) {
            reader.read(source, row -> {
                StoredRow stored = row.withPassword(password -> secrets.movedFrom(old, password));
                writer.write(stored);
                written.add(stored);
                progress.rows(written.total(), total);
            });
            writer.finish();
        }
        return Verification.of(to, target, written);
    }
}
