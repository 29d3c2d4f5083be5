package org.libtransport.storage.sql;

import org.libtransport.storage.StorageException;

/** Text that a database can give back as it was. */
final class WholeText {

    private WholeText() {}

    /**
     * The text itself.
     *
     * @throws StorageException if it has half a character, a surrogate without its pair: drivers write a question mark for it
     *     without a word
     */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                throw new StorageException("A text has half a character, which no database keeps");
            }
            i++;
        }
        return text;
    }
}
