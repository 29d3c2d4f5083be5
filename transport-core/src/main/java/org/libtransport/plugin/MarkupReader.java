package org.libtransport.plugin;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text out of markup that may be broken, in one pass. */
final class MarkupReader {

    private static final Set<String> LINES =
            Set.of("p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6");

    private static final Map<String, String> NAMED =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

    private static final int LONGEST_REFERENCE = 12;

    private final String markup;
    private final StringBuilder text = new StringBuilder();
    private int at;

    MarkupReader(String markup) {
        this.markup = markup;
    }

    String text() {
        while (at < markup.length()) {
            char c = markup.charAt(at);
            if (c == '<') {
                tag();
            } else if (c == '&') {
                reference();
            } else {
                text.append(c);
                at++;
            }
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    private void tag() {
        int end = endOfTag();
        boolean tag =
                end > 0 && at + 1 < end && (Character.isLetter(markup.charAt(at + 1)) || markup.charAt(at + 1) == '/');
        if (!tag) {
            text.append('<');
            at++;
            return;
        }
        String inside = markup.substring(at + 1, end);
        at = end + 1;
        boolean closing = inside.startsWith("/");
        String name = name(closing ? inside.substring(1) : inside);
        if (name.equals("br") || closing && LINES.contains(name)) {
            text.append('\n');
        } else if (name.equals("img")) {
            alternative(inside);
        }
    }

    /** The place of the {@code >} that is in no attribute's value; negative if there is none. */
    private int endOfTag() {
        char quote = 0;
        for (int i = at + 1; i < markup.length(); i++) {
            char c = markup.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }

    private static String name(String tag) {
        int end = 0;
        while (end < tag.length() && Character.isLetterOrDigit(tag.charAt(end))) {
            end++;
        }
        return tag.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private void alternative(String tag) {
        int start = tag.indexOf(" alt=");
        if (start < 0 || start + 5 >= tag.length()) {
            return;
        }
        char quote = tag.charAt(start + 5);
        int end = tag.indexOf(quote, start + 6);
        if (end > 0 && (quote == '"' || quote == '\'')) {
            text.append(new MarkupReader(tag.substring(start + 6, end)).text());
        }
    }

    private void reference() {
        int end = markup.indexOf(';', at);
        if (end < 0 || end - at > LONGEST_REFERENCE) {
            text.append('&');
            at++;
            return;
        }
        String name = markup.substring(at + 1, end);
        String meant = name.startsWith("#") ? numbered(name) : NAMED.get(name);
        if (meant == null) {
            text.append('&');
            at++;
            return;
        }
        text.append(meant);
        at = end + 1;
    }

    private static @Nullable String numbered(String name) {
        try {
            boolean hex = name.startsWith("#x");
            int c = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(c) ? Character.toString(c) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
