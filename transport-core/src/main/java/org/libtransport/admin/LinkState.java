package org.libtransport.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whether users can reach the transport, for people who wonder. Safe on any thread. */
public final class LinkState {

    private record Since(boolean up, Instant when) {}

    private volatile Since state = new Since(false, Instant.now());

    /** The link to the XMPP server came up or went down; in server mode, the port opened. */
    public synchronized void changed(boolean up) {
        if (state.up == up) {
            return;
        }
        state = new Since(up, Instant.now());
    }

    String describe() {
        Since now = state;
        return (now.up ? "connected" : "not connected") + " since " + now.when.truncatedTo(ChronoUnit.SECONDS);
    }
}
