package org.libtransport.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address for servers that cannot choose one themselves. */
public final class Ports {

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private static final int FIRST = 15_000;
    private static final int BEHIND_LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /**
     * A port that nobody listens on now. It is outside of the range from which systems take ports for outgoing
     * connections, so that it stays free for a while; another test may still take it before the caller does.
     */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + BEHIND_LAST);
    }

    /** Whether somebody accepts connections there. */
    public static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
