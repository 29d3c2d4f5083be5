package org.libtransport.launcher;

/** What the process tells who started it. */
public final class ExitCode {

    /** Ended as it was asked to. */
    public static final int OK = 0;

    /** Could not start, or had to end by itself. */
    public static final int FAILED = 1;

    /** The command line or the config file is wrong; nothing was started. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
