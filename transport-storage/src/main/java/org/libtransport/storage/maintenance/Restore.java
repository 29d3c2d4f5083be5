package org.libtransport.storage.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.SecretColumn;

/**
 * Fills a database with what a {@linkplain Backup backup} holds, in one transaction: it has all of it afterwards or is as
 * it was, but for tables that were missing. No transport may run meanwhile.
 */
public final class Restore {

    private final Database database;
    private final Progress progress;
    private final SecretColumn secrets;

    public Restore(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
        this.secrets = new SecretColumn(database.settings());
    }

    /**
     * Reads the file twice: first to see that it is whole, before anything is changed.
     *
     * @param replace whether users, contacts and settings that are there are removed; else the database must have none
     * @throws StorageException if the file is damaged or does not fit, or the database has something or fails
     */
    public Moved read(Path file, boolean replace) {
        try {
            RowSum known = verify(file);
            if (!replace && !database.isEmpty()) {
                throw new StorageException(database.describe() + " is not empty");
            }
            database.upgrade();
            return database.writing(connection -> fill(connection, file, known, replace));
        } catch (IOException | UncheckedIOException e) {
            throw failure(file, e);
        }
    }

    private RowSum verify(Path file) throws IOException {
        try (BackupReader reader = new BackupReader(file)) {
            if (reader.header().shifted() && !secrets.isShifted()) {
                throw new IOException("its passwords have the form that database.encryption_key gives them at a server;"
                        + " without this key they cannot be read");
            }
            return reader.read(row -> {});
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private Moved fill(Connection connection, Path file, RowSum known, boolean replace) throws SQLException {
        RowSum written = new RowSum();
        try (RowWriter writer = new RowWriter(database, connection);
                BackupReader reader = new BackupReader(file)) {
            if (replace) {
                writer.clear();
            }
            boolean shift = secrets.isShifted() && !reader.header().shifted();
            reader.read(row -> {
                StoredRow stored = shift ? row.withPassword(secrets::movedFromPlain) : row;
                writer.write(stored);
                written.add(stored);
                progress.rows(written.total(), known.total());
            });
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Verification.of(database, connection, written);
    }

    private static StorageException failure(Path file, Exception e) {
        return new StorageException("The backup " + file + " cannot be used: " + FileFailures.explain(e), e);
    }
}
