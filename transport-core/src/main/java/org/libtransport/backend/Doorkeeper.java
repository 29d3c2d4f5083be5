package org.libtransport.backend;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may connect as a backend. The protocol knows no authentication, so what protects users' passwords is the
 * address that is listened on; beyond it, the number of connections is bounded.
 *
 * <p>Safe for use by several event loops.
 */
final class Doorkeeper {

    private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

    private final int limit;
    private volatile boolean full;

    Doorkeeper(int limit) {
        this.limit = limit;
    }

    /** Says what it means to listen there. */
    void listening(@Nullable InetAddress address) {
        if (address != null && !address.isLoopbackAddress()) {
            log.warn(
                    "Listening for backends on {}, which is not loopback: whoever can reach this port may act as a"
                            + " backend and is given passwords",
                    address.getHostAddress());
        }
    }

    /**
     * Whether one more may come in.
     *
     * @param open the connections there are
     */
    boolean admits(int open) {
        if (open < limit) {
            full = false;
            return true;
        }
        if (!full) {
            full = true;
            log.warn("{} backend connections are open; new ones are closed at once", limit);
        }
        return false;
    }
}
