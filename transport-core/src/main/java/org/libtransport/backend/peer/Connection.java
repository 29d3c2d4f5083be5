package org.libtransport.backend.peer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One TCP connection as its other end sees it: {@code local} is the peer's address, {@code remote} is ours. */
public record Connection(InetSocketAddress local, InetSocketAddress remote) {

    private static final int WORD = 4;
    private static final int V6_BYTES = 16;

    /** As {@code /proc/net/tcp} writes it; for IPv4 only. */
    String inTcp(ByteOrder order) {
        return text(local, false, order) + ' ' + text(remote, false, order);
    }

    /** As {@code /proc/net/tcp6} writes it, where IPv4 addresses are mapped ones. */
    String inTcp6(ByteOrder order) {
        return text(local, true, order) + ' ' + text(remote, true, order);
    }

    boolean isV4() {
        return local.getAddress() instanceof Inet4Address && remote.getAddress() instanceof Inet4Address;
    }

    private static String text(InetSocketAddress address, boolean v6, ByteOrder order) {
        return words(address.getAddress(), v6, order) + String.format(":%04X", address.getPort());
    }

    /** The kernel prints each 32 bits as the number that this machine sees in the bytes of the network. */
    private static String words(InetAddress address, boolean v6, ByteOrder order) {
        byte[] bytes = address.getAddress();
        if (v6 && bytes.length == WORD) {
            byte[] mapped = new byte[V6_BYTES];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(bytes, 0, mapped, V6_BYTES - WORD, WORD);
            bytes = mapped;
        }
        StringBuilder text = new StringBuilder(2 * V6_BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        while (buffer.hasRemaining()) {
            text.append(String.format("%08X", buffer.getInt()));
        }
        return text.toString();
    }
}
