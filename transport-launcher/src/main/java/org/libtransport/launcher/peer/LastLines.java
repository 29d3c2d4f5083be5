package org.libtransport.launcher.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The last lines that a backend printed, for the sentence that says why it failed. For any thread. */
final class LastLines implements Consumer<String> {

    private static final Pattern POINTER = Pattern.compile("[ ^~]*");
    private static final int KEPT = 5;
    private static final int LONGEST = 300;

    private final Deque<String> lines = new ArrayDeque<>();

    @Override
    public synchronized void accept(String line) {
        if (line.startsWith("\tat ")
                || line.startsWith("\t... ")
                || POINTER.matcher(line).matches()) {
            // Where in a Java or Python program it happened; what happened stands above or below.
            return;
        }
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    synchronized void forget() {
        lines.clear();
    }

    /** The lines on one, each in what begins with a colon; empty if there are none. */
    synchronized String told() {
        return lines.isEmpty() ? "" : ": " + String.join(" / ", lines);
    }
}
