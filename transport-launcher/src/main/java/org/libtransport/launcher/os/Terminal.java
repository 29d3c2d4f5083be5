package org.libtransport.launcher.os;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Path;

/** What ties a process to where it was started. */
public final class Terminal {

    private static final int READ_AND_WRITE = 2;
    private static final int APPEND_OR_CREATE = 01 | 02000 | 0100;
    private static final int FOR_OWNER_AND_GROUP = 0660;
    private static final String NOWHERE = "/dev/null";

    private Terminal() {}

    /** Begins a session of its own: signals of the terminal do not reach the process any more. */
    public static void leaveSession() throws IOException {
        try {
            CLibrary.load().setsid();
        } catch (LastErrorException e) {
            throw new IOException("cannot begin a session (" + e.getMessage() + ')', e);
        }
    }

    /**
     * Lets go of standard input and output. What is written to the error output goes to a file from now on.
     *
     * @param errors the file, which is made or appended to
     */
    public static void detach(Path errors) throws IOException {
        CLibrary c = CLibrary.load();
        try {
            int file = c.open(errors.toString(), APPEND_OR_CREATE, FOR_OWNER_AND_GROUP);
            int nothing = c.open(NOWHERE, READ_AND_WRITE, 0);
            c.dup2(nothing, 0);
            c.dup2(nothing, 1);
            c.dup2(file, 2);
            c.close(nothing);
            c.close(file);
        } catch (LastErrorException e) {
            throw new IOException(errors + " cannot be written (" + e.getMessage() + ')', e);
        }
    }
}
