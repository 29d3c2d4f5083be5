package org.libtransport.admin;

/**
 * One argument of a command.
 *
 * @param name for programs
 * @param label for people
 * @param example what could be written, or empty
 */
public record Argument(String name, String label, String example, Type type) {

    /** How it is written. The names are those of HTML, since the manager's pages make fields of them. */
    public enum Type {
        /** A word. */
        STRING,
        /** A word that is not shown while it is typed. */
        PASSWORD,
        /** All that is left of the line, which may be nothing. Can only be the last argument. */
        TEXT;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A word. */
    public static Argument word(String name, String label, String example) {
        return new Argument(name, label, example, Type.STRING);
    }

    /** A word that is not shown while it is typed. */
    public static Argument password(String name, String label) {
        return new Argument(name, label, "", Type.PASSWORD);
    }

    /** All that is left of the line. */
    public static Argument text(String name, String label, String example) {
        return new Argument(name, label, example, Type.TEXT);
    }
}
