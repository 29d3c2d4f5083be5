package org.libtransport.storage.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file, one a line, the newest at the end. Replaced as a whole, so that it is never half written. */
final class KeyFile implements KeySource {

    /** In the working directory, unless the administrator has another place. */
    static final String NAME = "storage.key";

    private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final boolean given;

    private KeyFile(Path file, boolean given) {
        this.file = file;
        this.given = given;
    }

    /** One that we make when we need it. */
    static KeyFile made(Path file) {
        return new KeyFile(file, false);
    }

    /** One that the administrator names: a slip of the pen must not become a key in an unexpected place. */
    static KeyFile given(Path file) {
        return new KeyFile(file, true);
    }

    @Override
    public KeyRing load() {
        try {
            String text = Files.readString(file);
            warnAboutReaders();
            KeyRing ring = KeyRing.parse(text, describe());
            if (ring.keys().isEmpty()) {
                throw new StorageException(sentence() + " has no key in it");
            }
            return ring;
        } catch (NoSuchFileException e) {
            if (given) {
                throw new StorageException(
                        sentence() + ", which database.encryption_key_file names, does not exist; make"
                                + " it with: (umask 077; openssl rand -base64 32 > " + file + ")");
            }
            return KeyRing.EMPTY;
        } catch (IOException e) {
            throw new StorageException(
                    sentence() + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    @Override
    public Optional<KeyRing> add() {
        List<StorageKey> keys = new ArrayList<>(load().keys());
        keys.add(StorageKey.random(new SecureRandom()));
        KeyRing ring = new KeyRing(keys);
        try {
            write(ring);
        } catch (IOException e) {
            throw new StorageException(
                    sentence() + " cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
        log.warn(
                "A new key for stored passwords is in {}: back this file up, apart from the database."
                        + " Who loses it loses all stored passwords",
                file);
        return Optional.of(ring);
    }

    @Override
    public String describe() {
        return "the key file " + file;
    }

    private String sentence() {
        return "The key file " + file;
    }

    private void write(KeyRing ring) throws IOException {
        StringBuilder text = new StringBuilder("# Keys for stored passwords, the newest at the end.\n");
        ring.keys().forEach(key -> text.append(key.text()).append('\n'));
        Path directory = file.toAbsolutePath().getParent();
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        FileStore store = Files.getFileStore(directory == null ? file : directory);
        FileAttribute<?>[] attributes = store.supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OURS)}
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(next, options, attributes)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (attributes.length > 0) {
            giveToOwner(next, Files.exists(file) ? file : file.toAbsolutePath().getParent());
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The name too has to be on the disk before anything is encrypted with the key.
        if (directory != null && attributes.length > 0) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A command that root runs must not make a file that the transport's user cannot read. */
    private static void giveToOwner(Path made, @Nullable Path like) throws IOException {
        if (like != null && !Files.getOwner(like).equals(Files.getOwner(made))) {
            try {
                Files.setOwner(made, Files.getOwner(like));
            } catch (FileSystemException e) {
                log.warn("The key file belongs to {} and not to {}", Files.getOwner(made), Files.getOwner(like));
            }
        }
    }

    private void warnAboutReaders() throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> wide = EnumSet.noneOf(PosixFilePermission.class);
        wide.addAll(Files.getPosixFilePermissions(file, new LinkOption[0]));
        wide.retainAll(Set.of(
                PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        if (!wide.isEmpty()) {
            log.warn("The key file {} is open to others: chmod 600 is what it should have", file);
        }
    }
}
