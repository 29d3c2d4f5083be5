package org.libtransport.storage.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.libtransport.storage.StorageException;

/** A lock of the operating system on a file beside an SQLite database, which itself is locked only while it is written. */
final class FileLock implements DatabaseLock {

    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock for the tables with this prefix.
     *
     * @throws StorageException if another has it
     */
    static FileLock take(Path database, String prefix) {
        Path file = file(database, prefix);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw DatabaseLock.refusal("the SQLite database " + database, "");
            }
            return new FileLock(channel);
        } catch (IOException e) {
            throw new StorageException("The file " + file + " cannot be locked: " + e.getMessage(), e);
        }
    }

    /** Whether anybody ever had the lock. */
    static boolean exists(Path database, String prefix) {
        return Files.exists(file(database, prefix));
    }

    private static Path file(Path database, String prefix) {
        return Path.of(database + (prefix.isEmpty() ? "" : "." + prefix) + ".lock");
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("The lock of the database cannot be given back: " + e.getMessage(), e);
        }
    }
}
