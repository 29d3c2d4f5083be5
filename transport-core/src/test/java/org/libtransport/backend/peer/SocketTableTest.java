package org.libtransport.backend.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows as proc(5) describes them, from a machine that puts the lowest byte first. */
class SocketTableTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt" + "   uid  timeout inode";
    private static final Connection V4 = between("127.0.0.1", 50_000, "127.0.0.1", 8_080);
    private static final Connection V6 = between("2001:db8::1", 50_001, "2001:db8::2", 8_080);

    private static Connection between(String local, int localPort, String remote, int remotePort) {
        return new Connection(new InetSocketAddress(local, localPort), new InetSocketAddress(remote, remotePort));
    }

    private static SocketTable read(String... rows) {
        SocketTable table = new SocketTable(List.of(V4, V6), ByteOrder.LITTLE_ENDIAN);
        table.read(Stream.concat(Stream.of(HEAD), Stream.of(rows)));
        return table;
    }

    @Test
    void finds_the_owner_of_a_connection_by_both_of_its_ends() {
        SocketTable table = read(
                "   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 11 1",
                "   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 22 1");

        assertThat(table.found()).containsOnlyKeys(V4).containsEntry(V4, new SocketTable.Owner(1000, 22));
    }

    @Test
    void finds_a_program_that_reaches_an_ipv4_address_by_a_socket_of_ipv6() {
        SocketTable table = read("   0: 0000000000000000FFFF00000100007F:C350 0000000000000000FFFF00000100007F:1F90 01"
                + " 00000000:00000000 00:00000000 00000000  1000        0 33 1");

        assertThat(table.found()).containsEntry(V4, new SocketTable.Owner(1000, 33));
    }

    @Test
    void reads_each_32_bits_of_an_ipv6_address_by_themselves() {
        SocketTable table = read("   0: B80D0120000000000000000001000000:C351 B80D0120000000000000000002000000:1F90 01"
                + " 00000000:00000000 00:00000000 00000000  1000        0 44 1");

        assertThat(table.found()).containsOnlyKeys(V6).containsEntry(V6, new SocketTable.Owner(1000, 44));
    }

    @Test
    void takes_a_socket_that_nobody_has_open_for_nobodys_although_it_looks_like_one_of_root() {
        SocketTable table =
                read("   0: 0100007F:C350 0100007F:1F90 06 00000000:00000000 03:00000000 00000000     0        0 0 3");

        assertThat(table.found()).isEmpty();
    }

    @Test
    void passes_over_lines_that_are_no_rows() {
        assertThat(read("", "nonsense", "0: 0100007F:C350 0100007F:1F90 01 a b c x 0 y 1")
                        .found())
                .isEmpty();
    }
}
