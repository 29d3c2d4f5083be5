package org.libtransport.storage.secret;

import java.nio.file.Path;
import java.util.Optional;
import org.libtransport.storage.StorageException;

/** Where keys come from. Methods may block and throw {@link StorageException} with a sentence for the administrator. */
public interface KeySource {

    /** No keys: what is encrypted cannot be read, and nothing is encrypted. */
    KeySource NONE = new FixedKeys(KeyRing.EMPTY, "no key source");

    /** All keys there are now; none if nobody made any. */
    KeyRing load();

    /** Makes a new key, the newest from now on, kept safely when this returns; empty if only a person can do that. */
    Optional<KeyRing> add();

    /** Where a person finds the keys, in words for a sentence. */
    String describe();

    /**
     * By the value of {@code database.encryption_key_file}.
     *
     * @param directory what a relative path starts from, and where a key file of our own making is
     * @param value keys in Base64, as an environment variable may hold them, or the path of a file with keys
     */
    static KeySource of(String value, Path directory) {
        String first = value.strip().split("[\\s,]+", 2)[0];
        if (StorageKey.parse(first).isPresent()) {
            return new FixedKeys(
                    KeyRing.parse(value, "database.encryption_key_file"), "the value of database.encryption_key_file");
        }
        return value.isBlank()
                ? KeyFile.made(directory.resolve(KeyFile.NAME))
                : KeyFile.given(directory.resolve(value.strip()));
    }
}
