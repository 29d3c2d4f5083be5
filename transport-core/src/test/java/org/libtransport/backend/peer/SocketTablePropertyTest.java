package org.libtransport.backend.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables with any addresses, written as the kernel does it on machines of both byte orders. */
class SocketTablePropertyTest {

    private static final int ROUNDS = 200;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private InetSocketAddress end(int bytes) {
        byte[] address = new byte[bytes];
        random.nextBytes(address);
        if (random.nextInt(4) == 0) {
            // Long runs of zeros, as real ones have.
            Arrays.fill(address, 1, bytes - 1, (byte) 0);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), random.nextInt(65_536));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Byte by byte, unlike the code that is tried. */
    private static String kernelText(InetSocketAddress end, boolean mapped, ByteOrder order) {
        byte[] address = end.getAddress().getAddress();
        StringBuilder text = new StringBuilder();
        if (mapped && address.length == 4) {
            text.append("0".repeat(16)).append(order == ByteOrder.LITTLE_ENDIAN ? "FFFF0000" : "0000FFFF");
        }
        for (int word = 0; word < address.length; word += 4) {
            for (int i = 0; i < 4; i++) {
                int at = order == ByteOrder.LITTLE_ENDIAN ? word + 3 - i : word + i;
                text.append(HEX.toHexDigits(address[at]));
            }
        }
        return text.append(':').append(HEX.toHexDigits((short) end.getPort())).toString();
    }

    private String row(Connection connection, boolean mapped, ByteOrder order, SocketTable.Owner owner) {
        return String.format(
                "%4d: %s %s %02X 00000000:00000000 00:00000000 00000000 %5d %8d %d 1 ffff%012x 20 4 30 10 -1",
                random.nextInt(100_000),
                kernelText(connection.local(), mapped, order),
                kernelText(connection.remote(), mapped, order),
                1 + random.nextInt(11),
                owner.uid(),
                random.nextInt(3),
                owner.inode(),
                random.nextLong() & 0xFFFFFFFFFFFFL);
    }

    @Test
    void each_connection_has_the_owner_of_its_row_and_those_without_one_have_none() {
        for (int round = 0; round < ROUNDS; round++) {
            ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            List<String> rows = new ArrayList<>();
            List<Connection> asked = new ArrayList<>();
            Map<Connection, SocketTable.Owner> expected = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                int bytes = random.nextBoolean() ? 4 : 16;
                Connection connection = new Connection(end(bytes), end(bytes));
                SocketTable.Owner owner = new SocketTable.Owner(
                        random.nextInt(5) == 0 ? 0 : random.nextLong(1L << 32), 1 + random.nextLong(1L << 32));
                boolean there = random.nextInt(4) > 0;
                boolean wanted = random.nextInt(4) > 0;
                if (there) {
                    rows.add(row(connection, bytes == 16 || random.nextBoolean(), order, owner));
                    // The same connection from our end has another owner.
                    Connection ours = new Connection(connection.remote(), connection.local());
                    rows.add(row(ours, bytes == 16, order, new SocketTable.Owner(7, 7)));
                }
                if (wanted) {
                    asked.add(connection);
                    if (there) {
                        expected.put(connection, owner);
                    }
                }
            }
            Collections.shuffle(rows, random);
            SocketTable table = new SocketTable(asked, order);
            table.read(rows.stream());
            assertThat(table.found()).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void no_text_whatever_breaks_the_reading() {
        Connection connection = new Connection(end(4), end(16));
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(kernelText(connection.local(), true, ByteOrder.LITTLE_ENDIAN));
            for (int i = random.nextInt(100); i > 0; i--) {
                text.insert(random.nextInt(text.length()), (char) (random.nextInt(8) == 0 ? ' ' : random.nextInt(128)));
            }
            SocketTable table = new SocketTable(List.of(connection), ByteOrder.LITTLE_ENDIAN);
            table.read(text.toString().lines());
            assertThat(table.found()).as("seed %d, round %d", seed, round).isEmpty();
        }
    }
}
