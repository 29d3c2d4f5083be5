package org.libtransport.launcher.kit.stage;

import java.util.Objects;

/** Compares, and shows what differs. */
public final class Texts {

    private static final int LONGEST = 60;

    private Texts() {}

    /** A text in quotes, in one line; a long one cut, with its length. */
    public static String shown(String text) {
        String line = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return line.length() <= LONGEST
                ? "\"" + line + "\""
                : "\"" + line.substring(0, LONGEST) + "…\" (" + text.length() + " characters)";
    }

    /**
     * Demands equality.
     *
     * @param what of which thing
     */
    public static void same(String what, Object expected, Object got) throws Unmet {
        if (!Objects.equals(expected, got)) {
            throw new Unmet(what + ": " + shownObject(expected), shownObject(got));
        }
    }

    /** Demands that something holds. */
    public static void holds(boolean condition, String expected, String got) throws Unmet {
        if (!condition) {
            throw new Unmet(expected, got);
        }
    }

    private static String shownObject(Object value) {
        return value instanceof String text ? shown(text) : String.valueOf(value);
    }
}
