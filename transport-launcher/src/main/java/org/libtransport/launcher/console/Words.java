package org.libtransport.launcher.console;

/** A line that somebody typed, taken apart from the left. A word with blanks in it stands between double quotes. */
final class Words {

    private String rest;

    Words(String line) {
        this.rest = line.strip();
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    /** The next word, or an empty text if there is none. */
    String next() {
        boolean quoted = rest.startsWith("\"");
        int end = quoted ? rest.indexOf('"', 1) : firstBlank();
        String word;
        if (end < 0) {
            word = quoted ? rest.substring(1) : rest;
            rest = "";
        } else {
            word = rest.substring(quoted ? 1 : 0, end);
            rest = rest.substring(end + (quoted ? 1 : 0)).strip();
        }
        return word;
    }

    private int firstBlank() {
        for (int i = 0; i < rest.length(); i++) {
            if (Character.isWhitespace(rest.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The next word.
     *
     * @param what is missing if there is none
     */
    String need(String what) throws MisspokenException {
        String word = next();
        if (word.isEmpty()) {
            throw new MisspokenException(what + " is missing; see help");
        }
        return word;
    }

    /** All that is left, as it was typed. */
    String rest() {
        String all = rest;
        rest = "";
        return all;
    }
}
