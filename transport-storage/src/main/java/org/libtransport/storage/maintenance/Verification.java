package org.libtransport.storage.maintenance;

import java.sql.Connection;
import java.sql.SQLException;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;

/** Reads back what was written, before it is committed. */
final class Verification {

    private Verification() {}

    /** @throws StorageException if the database does not have what was written */
    static Moved of(Database database, Connection connection, RowSum written) throws SQLException {
        RowSum there = new RowSum();
        new RowReader(database).read(connection, there::add);
        if (!there.isSameAs(written)) {
            throw new StorageException(database.describe() + " does not give back what was written: "
                    + written.counts() + " rows were written and " + there.counts()
                    + " are there, or some of them differ. Nothing was changed");
        }
        return new Moved(there.counts());
    }
}
