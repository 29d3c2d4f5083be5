package org.libtransport.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file with the process id, by which one transport keeps a second one away. It is locked as long as the process lives;
 * programs that know nothing of the lock, as Spectrum 2, are found by the number in it.
 */
final class PidFile implements AutoCloseable {

    /** With what packages and upgrades add to the name of a program. */
    private static final Pattern PREDECESSOR = Pattern.compile("spectrum2([ .-].*)?");

    private final Path path;
    private final FileChannel channel;

    private PidFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the file; what a process that is gone has left in it is overwritten.
     *
     * @throws AlreadyRunningException if it belongs to a transport that runs
     * @throws IOException if it cannot be written
     */
    static PidFile take(Path path) throws IOException, AlreadyRunningException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Optional<Long> written = number(Files.readString(path));
            if (!lock(channel) || written.filter(PidFile::isPredecessor).isPresent()) {
                throw new AlreadyRunningException(path, written.orElse(0L));
            }
            PidFile file = new PidFile(path, channel);
            file.write("");
            return file;
        } catch (IOException | AlreadyRunningException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether the file belongs to a transport that runs; it is left as it is. */
    static boolean isTaken(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Optional<Long> written = number(Files.readString(path));
            return written.filter(PidFile::isPredecessor).isPresent()
                    || channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.trim()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the process whose number is in the file is the transport, as far as one may see. */
    static boolean mayBelongTo(Path path, ProcessHandle process) throws IOException {
        return process.info().command().isEmpty() || isTaken(path);
    }

    private static boolean isPredecessor(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> Path.of(command).getFileName())
                .filter(name ->
                        name != null && PREDECESSOR.matcher(name.toString()).matches())
                .isPresent();
    }

    void write(long pid) throws IOException {
        write(pid + "\n");
    }

    private void write(String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Removes the file, or what is in it if the directory belongs to somebody else. */
    @Override
    public void close() throws IOException {
        try {
            write("");
            Files.deleteIfExists(path);
        } catch (java.nio.file.AccessDeniedException e) {
            // Empty, as it is now, it says that nobody runs.
            return;
        } finally {
            channel.close();
        }
    }

    /** Another transport has the file. */
    static final class AlreadyRunningException extends Exception {

        private AlreadyRunningException(Path path, long pid) {
            super(path + " belongs to a transport that runs" + (pid > 0 ? " as process " + pid : ""));
        }
    }
}
