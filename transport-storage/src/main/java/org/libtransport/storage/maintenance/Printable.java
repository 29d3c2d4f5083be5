package org.libtransport.storage.maintenance;

import org.jspecify.annotations.Nullable;

/** Names from a database on a terminal. */
final class Printable {

    private static final int LONGEST = 200;

    private Printable() {}

    /** The text without what would move the cursor or break the line, and not longer than somebody reads. */
    static String text(@Nullable String text) {
        String known = String.valueOf(text);
        int end = Math.min(known.length(), LONGEST);
        StringBuilder printable = new StringBuilder(end);
        known.substring(0, end).codePoints().forEach(c -> printable.appendCodePoint(isControl(c) ? '\ufffd' : c));
        return end < known.length() ? printable.append("...").toString() : printable.toString();
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }
}
