package org.libtransport.launcher.bench;

import java.io.IOException;

/** What the fake XMPP server does with what the component sends. Called on its thread, under its lock. */
interface Load {

    /** Ignores everything. */
    Load NONE = (data, stanza, now, link) -> {};

    /**
     * A message, a presence or the answer to an IQ came.
     *
     * @param data holds the stanza at the places the scanner names, during the call only
     * @param now when the bytes were read, by {@link System#nanoTime}
     * @param link takes what is to be sent; it is flushed after the last stanza of a read
     */
    void received(byte[] data, StanzaScanner stanza, long now, Link link) throws IOException;
}
