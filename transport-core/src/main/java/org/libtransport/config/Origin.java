package org.libtransport.config;

/**
 * Where a value was written.
 *
 * @param source the file as the user named it, or {@code command line}
 * @param line counted from 1; 0 where there is none
 */
public record Origin(String source, int line) {

    public static final Origin COMMAND_LINE = new Origin("command line", 0);

    /** {@code file:line}, as editors understand it. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ':' + line;
    }
}
