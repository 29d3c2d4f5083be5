package org.libtransport.backend;

import io.netty.channel.local.LocalAddress;

/**
 * Where backends connect to.
 *
 * @param host as it is told to processes
 * @param port the one that is really listened on
 * @param local for plugins in the same JVM: the same protocol without a socket
 */
public record BackendAddress(String host, int port, LocalAddress local) {}
