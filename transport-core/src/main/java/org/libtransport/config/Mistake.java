package org.libtransport.config;

import org.jspecify.annotations.Nullable;

/**
 * Something in the configuration that cannot be obeyed. {@link #toString} is one line for the person who wrote it.
 *
 * @param option the option's full name, empty when the line could not be read as one
 * @param value what was written; null when nothing was, or when it must not be shown
 * @param accepted what is wrong and what would be accepted instead
 */
public record Mistake(
        Origin origin, String option, @Nullable String value, String accepted) {

    private static final int SHOWN_VALUE = 120;

    /** Of a written value; that of a secret option is kept out. */
    public static Mistake of(Origin origin, Option<?> option, String value, String accepted) {
        return new Mistake(origin, option.name(), option.secret() ? null : value, accepted);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(origin.toString()).append(": ");
        if (!option.isEmpty()) {
            line.append(option);
            if (value != null) {
                line.append(" = ");
            } else {
                line.append(": ");
            }
        }
        if (value != null) {
            line.append('"').append(printable(value)).append("\": ");
        }
        return line.append(accepted).toString();
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN_VALUE)
                .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c));
        return text.codePointCount(0, text.length()) > SHOWN_VALUE ? shown + "..." : shown.toString();
    }
}
