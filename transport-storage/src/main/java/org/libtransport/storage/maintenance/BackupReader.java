package org.libtransport.storage.maintenance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a backup from beginning to end, a line at a time. */
final class BackupReader implements AutoCloseable {

    /** Far more than the largest row that a database of ours has. */
    private static final int LONGEST_LINE = 64 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final MessageDigest digest = RowSum.sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final BackupLines.Header header;
    private final RowSum sum = new RowSum();

    BackupReader(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            in = new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
            header = BackupLines.header(hashed(line()));
        } catch (ZipException | EOFException e) {
            raw.close();
            throw new IOException("it is no backup of a transport's database, or damaged", e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    BackupLines.Header header() {
        return header;
    }

    /**
     * Hands out all rows.
     *
     * @return what was read
     * @throws IOException if the end is missing, or is not that of what was read
     */
    RowSum read(StoredRow.Sink sink) throws IOException, SQLException {
        try {
            byte[] next = line();
            while (!BackupLines.isTrailer(next)) {
                StoredRow row = BackupLines.row(hashed(next));
                sum.add(row);
                sink.accept(row);
                next = line();
            }
            BackupLines.Trailer trailer = BackupLines.trailer(next);
            String sha256 = HexFormat.of().formatHex(digest.digest());
            if (!sha256.equals(trailer.sha256()) || !trailer.rows().equals(sum.counts())) {
                throw new IOException("it is damaged: what is in it is not what was written");
            }
            if (in.read() >= 0) {
                throw new IOException("it is damaged: it goes on after its end");
            }
            return sum;
        } catch (EOFException e) {
            throw new IOException("it is not complete: its end is missing", e);
        } catch (ZipException e) {
            throw new IOException("it is damaged", e);
        }
    }

    private byte[] hashed(byte[] bytes) {
        digest.update(bytes);
        return bytes;
    }

    private byte[] line() throws IOException {
        line.reset();
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("it has a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        } while (next != '\n');
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
