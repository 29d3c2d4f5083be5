package org.libtransport.storage.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.SecretColumn;

/**
 * Writes all of a database into one file that any kind of database can be {@linkplain Restore made of again}. What it
 * holds is of one moment; a transport may run meanwhile. Secrets keep the form that they are stored in.
 */
public final class Backup {

    private final Database database;
    private final Progress progress;

    public Backup(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    /**
     * Writes the file, readable for its owner only. It appears when it is complete; one that is there stays.
     *
     * @throws StorageException if the database cannot be read or the file not be written
     */
    public Moved write(Path file) {
        database.requireTables();
        try (BackupWriter writer = new BackupWriter(file, header())) {
            RowReader reader = new RowReader(database);
            database.reading(connection -> {
                write(reader, connection, writer);
                return true;
            });
            writer.finish();
            return new Moved(writer.sum().counts());
        } catch (IOException | UncheckedIOException e) {
            throw failure(file, e);
        }
    }

    private BackupLines.Header header() {
        return new BackupLines.Header(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                database.settings().type().word(),
                new SecretColumn(database.settings()).isShifted());
    }

    private void write(RowReader reader, Connection connection, BackupWriter writer) throws SQLException {
        long total = reader.count(connection);
        reader.read(connection, row -> {
            try {
                writer.write(row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            progress.rows(writer.sum().total(), total);
        });
    }

    private static StorageException failure(Path file, Exception e) {
        return new StorageException("The backup " + file + " cannot be written: " + FileFailures.explain(e), e);
    }
}
