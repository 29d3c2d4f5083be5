package org.libtransport.backend.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections as this machine's kernel shows them. */
class PeerLookupIT {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, ::1", "::, 127.0.0.1", "0.0.0.0, 127.0.0.1"})
    void our_own_connections_are_known_for_ours_whatever_their_family(String listen, String connect) throws Exception {
        try (PeerLookup lookup = PeerLookup.start(() -> Spawned.NONE);
                ServerSocket listener = listen(listen);
                Socket client = new Socket(connect, listener.getLocalPort());
                Socket accepted = listener.accept()) {
            Peer peer = lookup.find(
                            new Connection((InetSocketAddress) accepted.getRemoteSocketAddress(), (InetSocketAddress)
                                    accepted.getLocalSocketAddress()))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(client.isConnected()).isTrue();
            assertThat(peer).isEqualTo(new Peer(ProcessUser.of(Path.of("/proc/self")), true, Peer.NONE));
        }
    }

    private static ServerSocket listen(String address) throws IOException {
        try {
            return new ServerSocket(0, 5, InetAddress.getByName(address));
        } catch (IOException e) {
            Assumptions.abort("this machine has no IPv6");
            throw e;
        }
    }
}
