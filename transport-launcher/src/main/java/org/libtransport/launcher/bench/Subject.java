package org.libtransport.launcher.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Something between an XMPP server and a backend that can be measured. */
interface Subject {

    /** What the report calls it. */
    String name();

    /** The component address it will use. */
    String jid();

    /** The password of the component. */
    String password();

    /**
     * Makes ready what costs time and is not measured.
     *
     * @param directory for its files; exists, is its own and is removed afterwards
     * @param users how many users will log in
     */
    void prepare(BenchSettings settings, Path directory, int users) throws IOException, InterruptedException;

    /** Starts the process, which connects to the XMPP server at this port of the loopback interface. */
    ChildProcess start(int xmppPort) throws IOException;

    /** Whether memory for each user is of interest. */
    boolean hasUsers();

    /** Ends what {@link #prepare} started. */
    void close() throws IOException;
}
