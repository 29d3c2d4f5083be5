package org.libtransport.storage.maintenance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a backup: into a file beside the one that is meant, which gets its name only when all is on disk. So a backup
 * that was interrupted is not there at all.
 */
final class BackupWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final DigestOutputStream digest;
    private final RowSum sum = new RowSum();

    /** @throws IOException if the file is there already, or cannot be made */
    BackupWriter(Path file, BackupLines.Header header) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            throw new IOException("there is a file of that name");
        }
        part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        // For an end by a signal, which passes by close().
        part.toFile().deleteOnExit();
        channel = FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forOwner(file.toAbsolutePath()));
        OutputStream out = new GZIPOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        digest = new DigestOutputStream(new BufferedOutputStream(out, BUFFER_BYTES), RowSum.sha256());
        digest.write(BackupLines.header(header));
    }

    private static FileAttribute<?>[] forOwner(Path file) throws IOException {
        Path directory = file.getParent();
        boolean posix = directory != null && Files.getFileStore(directory).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    void write(StoredRow row) throws IOException {
        digest.write(BackupLines.row(row));
        sum.add(row);
    }

    RowSum sum() {
        return sum;
    }

    /** Ends the backup, puts it on disk and gives it its name. */
    void finish() throws IOException {
        String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
        digest.on(false);
        digest.write(BackupLines.trailer(new BackupLines.Trailer(sum.counts(), sha256)));
        digest.close();
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
