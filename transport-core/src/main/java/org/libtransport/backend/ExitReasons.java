package org.libtransport.backend;

/** What the end of a process says, for the log. */
final class ExitReasons {

    /** Java tells the end by signal N as the exit code 128 + N. */
    private static final int SIGNAL = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int CPU_TIME_OVER = 24;

    /** What backends of the predecessor end with if they need a database and none is configured. */
    private static final int NEEDS_STORAGE = 254;

    private ExitReasons() {}

    /** How it ended, to stand after the name of the program. */
    static String of(int code) {
        int signal = code - SIGNAL;
        if (signal > 0 && signal <= LAST_SIGNAL) {
            return " was ended by signal " + signal
                    + (signal == CPU_TIME_OVER ? ": its processor time is used up" : "");
        }
        return " ended with exit code " + code
                + (code == NEEDS_STORAGE ? ": it needs a database, so database.type must not be none" : "");
    }
}
