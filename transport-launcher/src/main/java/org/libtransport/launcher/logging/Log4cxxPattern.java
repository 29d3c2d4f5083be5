package org.libtransport.launcher.logging;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the pattern of a log4cxx layout into one of Logback. */
final class Log4cxxPattern {

    private static final Pattern WORD = Pattern.compile("%(-?\\d*(?:\\.\\d+)?)([a-zA-Z%])((?:\\{[^}]*})*)");
    private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");

    /** What Logback has a meaning for, and log4cxx has not. */
    private static final Pattern SPECIAL = Pattern.compile("[()\\\\]");

    private Log4cxxPattern() {}

    /**
     * The same line in Logback's words. What has no counterpart is left out.
     *
     * @param missing gets the conversion words that were left out
     */
    static String toLogback(String pattern, List<String> missing) {
        StringBuilder result = new StringBuilder();
        Matcher word = WORD.matcher(pattern);
        int end = 0;
        while (word.find()) {
            result.append(literal(pattern.substring(end, word.start())));
            end = word.end();
            String meaning = meaning(word.group(2), word.group(3));
            if (meaning.isEmpty()) {
                missing.add('%' + word.group(2));
            } else if (meaning.equals("%")) {
                result.append("\\%");
            } else {
                result.append('%').append(word.group(1)).append(meaning);
            }
        }
        return result.append(literal(pattern.substring(end))).toString();
    }

    private static String literal(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0").replace("%", "\\%");
    }

    private static String meaning(String word, String braces) {
        return switch (word) {
            case "d" -> date(braces);
            case "p" -> "level";
            case "c" -> PrintableLogger.WORD;
            case "m" -> PrintableMessage.WORD;
            case "n" -> "n";
            case "t" -> "thread";
            case "r" -> "relative";
            case "X" -> "X" + braces;
            case "C", "F", "L", "M", "l" -> "logger{0}"; // the place in the source would cost a stack trace a line
            case "%" -> "%";
            default -> "";
        };
    }

    /** {@code %d{format}{zone}}, where the format may be a word. */
    private static String date(String braces) {
        Matcher argument = BRACES.matcher(braces);
        String format = argument.find() ? argument.group(1) : "";
        String zone = argument.find() ? argument.group(1) : "";
        String known = switch (format) {
            case "", "ISO8601" -> "yyyy-MM-dd HH:mm:ss,SSS";
            case "ABSOLUTE" -> "HH:mm:ss,SSS";
            case "DATE" -> "dd MMM yyyy HH:mm:ss,SSS";
            default -> format.replace("\"", "");
        };
        return "d{\"" + known + '"' + (zone.isEmpty() ? "" : ", " + zone) + '}';
    }
}
