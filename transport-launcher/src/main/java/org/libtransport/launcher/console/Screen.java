package org.libtransport.launcher.console;

import java.io.PrintWriter;

/**
 * Where lines go, from any thread. Whatever a backend sends takes one line, and cannot move the cursor or look like a line of
 * ours.
 */
public final class Screen {

    private final PrintWriter out;

    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** What the backend's program printed. */
    public void printed(String line) {
        show("| ", line);
    }

    /** What the backend told the transport. */
    void told(String line) {
        show("< ", line);
    }

    /** What is wrong. */
    void wrong(String sentence) {
        show("! ", sentence);
    }

    /** What there is to know besides. */
    public void note(String text) {
        show("  ", text);
    }

    /** Several lines of our own. */
    synchronized void page(String text) {
        out.println(text);
        out.flush();
    }

    private synchronized void show(String mark, String text) {
        out.println(mark + visible(text));
        out.flush();
    }

    private static String visible(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        return line.toString();
    }
}
