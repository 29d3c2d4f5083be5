package org.libtransport.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into its words as the predecessor's does: blanks separate, single and double quotes hold
 * together, a backslash takes the next character as it is (within quotes only the quote and the backslash itself).
 */
final class CommandLine {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private CommandLine(String text) {
        this.text = text;
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if a quote is not closed, the text ends with a backslash, or there is no word
     */
    static List<String> split(String text) {
        return new CommandLine(text).split();
    }

    private List<String> split() {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && (quote == 0 || escapes(i, quote))) {
                i++;
                if (i == text.length()) {
                    throw new IllegalArgumentException("a backslash at the end in: " + text);
                }
                append(text.charAt(i));
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                finishWord();
            } else {
                append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote that is not closed in: " + text);
        }
        finishWord();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("an empty command line");
        }
        return List.copyOf(words);
    }

    private boolean escapes(int at, char quote) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        return next == quote || next == '\\';
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
    }

    private void finishWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
