package org.libtransport.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A config file taken apart into assignments, before any is checked against the table.
 *
 * <p>Line based: {@code [section]} puts its name and a dot before the keys that follow, keys above any section have no
 * prefix, the first {@code =} splits, both sides are trimmed, there is no quoting and no continuation. Unlike in the old
 * program, {@code #} begins a comment only at the start of a line or after a blank, so that a password may contain it.
 *
 * @param name the file as the user named it
 * @param mistakes lines that are no assignment, section or comment
 */
public record ConfigFile(String name, List<Entry> entries, List<Mistake> mistakes) {

    private static final char UNREADABLE = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public ConfigFile {
        entries = List.copyOf(entries);
        mistakes = List.copyOf(mistakes);
    }

    /** Reads a file in UTF-8. One that cannot be read is a mistake like any other. */
    public static ConfigFile read(Path file) {
        String name = file.toString();
        try {
            return parse(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return unreadable(name, Files.isDirectory(file) ? "it is a directory" : reason(e));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private static ConfigFile unreadable(String name, String why) {
        String text = "cannot be read (" + why + "), expected a readable config file";
        return new ConfigFile(name, List.of(), List.of(new Mistake(new Origin(name, 0), "", null, text)));
    }

    /** Takes the text of a file apart. */
    public static ConfigFile parse(String name, String text) {
        Lines lines = new Lines(name);
        int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return new ConfigFile(name, lines.entries, lines.mistakes);
    }

    private static String withoutComment(String line) {
        for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
            if (i == 0 || line.charAt(i - 1) <= ' ') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    /** The state while going down the file. */
    private static final class Lines {

        private final String file;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private String prefix = "";
        private int number;

        private Lines(String file) {
            this.file = file;
        }

        private void add(String raw) {
            number++;
            String line = withoutComment(raw).trim();
            if (line.isEmpty()) {
                return;
            }
            if (line.indexOf(UNREADABLE) >= 0) {
                // In a comment anything goes: old files are full of Latin-1 there.
                mistake(beginning(line), "expected text in UTF-8");
            } else if (line.charAt(0) == '[') {
                section(line);
            } else {
                assignment(line);
            }
        }

        private void section(String line) {
            String section = line.substring(1, line.endsWith("]") ? line.length() - 1 : 1)
                    .trim();
            if (section.isEmpty()) {
                mistake(line, "expected a section such as [service]");
                return;
            }
            prefix = section.endsWith(".") ? section : section + '.';
        }

        private void assignment(String line) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals).trim();
            if (key.isEmpty()) {
                mistake(beginning(line), "expected key = value, [section] or # comment");
                return;
            }
            entries.add(new Entry(prefix + key, line.substring(equals + 1).trim(), new Origin(file, number)));
        }

        private void mistake(String shown, String accepted) {
            mistakes.add(new Mistake(new Origin(file, number), "", shown, accepted));
        }

        /** The first word: the rest may be a password whose equals sign was forgotten. */
        private static String beginning(String line) {
            for (int i = 0; i < line.length(); i++) {
                if (line.charAt(i) <= ' ' || line.charAt(i) == '=') {
                    return line.substring(0, i) + "...";
                }
            }
            return line;
        }
    }
}
