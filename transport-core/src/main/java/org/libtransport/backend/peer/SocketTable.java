package org.libtransport.backend.peer;

import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Finds rows of {@code /proc/net/tcp} and {@code /proc/net/tcp6}. */
final class SocketTable {

    /** The columns: number, local and remote address, state, queues, timer, retransmits, user, timeout, inode. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int UID = 7;
    private static final int INODE = 9;

    /** Who has a socket open. */
    record Owner(long uid, long inode) {}

    private final Map<String, Connection> wanted = new HashMap<>();
    private final Map<Connection, Owner> found = new HashMap<>();

    SocketTable(Collection<Connection> connections, ByteOrder order) {
        for (Connection connection : connections) {
            if (connection.isV4()) {
                wanted.put(connection.inTcp(order), connection);
            }
            // A program may reach an IPv4 address by a socket of IPv6.
            wanted.put(connection.inTcp6(order), connection);
        }
    }

    /** Takes in the lines of one table. */
    void read(Stream<String> lines) {
        lines.forEach(this::read);
    }

    private void read(String line) {
        String[] columns = line.strip().split("\\s+", INODE + 2);
        if (columns.length <= INODE) {
            return;
        }
        Connection connection = wanted.get(columns[LOCAL] + ' ' + columns[REMOTE]);
        if (connection == null) {
            return;
        }
        try {
            long inode = Long.parseLong(columns[INODE]);
            // A socket that nobody has open any more is shown as one of root.
            if (inode != 0) {
                found.put(connection, new Owner(Long.parseLong(columns[UID]), inode));
            }
        } catch (NumberFormatException e) {
            // The headline.
        }
    }

    Map<Connection, Owner> found() {
        return found;
    }
}
