package org.libtransport.storage.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.libtransport.storage.StorageException;

/**
 * Keys from the oldest to the newest. All of them read; which one writes stands in the database.
 *
 * @param keys no two with the same id
 */
public record KeyRing(List<StorageKey> keys) {

    static final KeyRing EMPTY = new KeyRing(List.of());

    public KeyRing {
        keys = List.copyOf(keys);
    }

    /**
     * Reads keys separated by line breaks, blanks or commas; what follows a {@code #} in a line is passed over.
     *
     * @param source for the message when it cannot be read, which does not have the text
     */
    static KeyRing parse(String text, String source) {
        List<StorageKey> keys = new ArrayList<>();
        for (String line : text.split("\\R")) {
            int comment = line.indexOf('#');
            for (String word : (comment < 0 ? line : line.substring(0, comment)).split("[\\s,]+")) {
                if (word.isEmpty()) {
                    continue;
                }
                StorageKey key = StorageKey.parse(word)
                        .orElseThrow(() -> new StorageException(source + " has something that is no key: expected "
                                + StorageKey.BYTES + " random bytes in Base64, one key a line"));
                if (keys.stream().noneMatch(known -> known.id().equals(key.id()))) {
                    keys.add(key);
                }
            }
        }
        return new KeyRing(keys);
    }

    /** The last one. */
    public Optional<StorageKey> newest() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(keys.size() - 1));
    }

    public Optional<StorageKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
