package org.libtransport.launcher;

/** What the process tells who started it. */
final class ExitCode {

    /** Ended as it was asked to. */
    static final int OK = 0;

    /** Could not start, or had to end by itself. */
    static final int FAILED = 1;

    /** The command line or the config file is wrong; nothing was started. */
    static final int USAGE = 2;

    private ExitCode() {}
}
