package org.libtransport.backend;

import io.netty.channel.local.LocalAddress;

/**
 * Where the backends of this machine connect to.
 *
 * @param host as it is told to processes
 * @param port the one that is really listened on
 * @param local for plugins in the same JVM: the same protocol without a socket
 * @param token with which a process proves that it may be a backend; given to it in its environment only
 */
public record BackendAddress(String host, int port, LocalAddress local, String token) {

    /** Without the token. */
    @Override
    public String toString() {
        return host + ':' + port;
    }
}
