package org.libtransport.plugin;

/**
 * Texts with and without markup, for networks that have only one of them. What a transport takes and gives as XHTML is the
 * inside of a body (XEP-0071): text in which {@code <}, {@code >} and {@code &} are escaped, and elements that are closed.
 * Markup that is not well-formed is not passed on.
 *
 * <pre>{@code
 * String markup = "<em>" + Xhtml.escape(name) + "</em> " + Xhtml.ofPlain(text);
 * events.message(IncomingMessage.builder(from, name + " " + text).xhtml(markup).build());
 * }</pre>
 */
public final class Xhtml {

    private Xhtml() {}

    /**
     * Makes a text fit to stand in markup, also inside of an attribute. Characters that XML cannot hold at all, like most
     * control characters, are left out.
     */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c, false));
        return out.toString();
    }

    /** Like {@link #escape}, with {@code <br/>} for each end of a line. */
    public static String ofPlain(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").codePoints().forEach(c -> append(out, c, true));
        return out.toString();
    }

    private static void append(StringBuilder out, int c, boolean lines) {
        switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n' -> out.append(lines ? "<br/>" : "\n");
            default -> {
                if (isXml(c)) {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    /** XML 1.0, production 2. */
    private static boolean isXml(int c) {
        return c >= 0x20 && c <= 0xD7FF || c == '\t' || c == '\r' || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }

    /**
     * Takes the markup out: elements are dropped and their text stays, {@code <br>} and the end of a paragraph, a heading, a
     * list item or a block become ends of lines, an image becomes its {@code alt} text, and escaped characters become
     * themselves. Never fails: what is no markup is text.
     */
    public static String toPlain(String xhtml) {
        return new MarkupReader(xhtml).text();
    }
}
