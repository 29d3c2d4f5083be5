package org.libtransport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fixture itself, by bytes on its sockets. */
@Timeout(30)
class ProsodyServerIT {

    private ProsodyServer server;

    @BeforeEach
    void start() {
        server = ProsodyServer.forDomain("localhost")
                .account("romeo", "it\"s \\ me")
                .component("net.localhost", "drawer")
                .start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void lets_a_component_in_with_the_right_secret() throws Exception {
        assertThat(handshake("drawer", "<handshake/>")).endsWith("<handshake/>");
    }

    @Test
    void refuses_a_component_with_a_wrong_secret() throws Exception {
        assertThat(handshake("guessed", "not-authorized")).endsWith("not-authorized");
    }

    @Test
    void lets_a_client_in_with_its_password_and_without_tls() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.clientPort())) {
            write(
                    socket,
                    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                            + " to='localhost' version='1.0'>");
            readUntil(socket, "</stream:features>");
            String credentials = Base64.getEncoder().encodeToString("\0romeo\0it\"s \\ me".getBytes(UTF_8));
            write(
                    socket,
                    "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + credentials + "</auth>");
            assertThat(readUntil(socket, ">")).contains("<success");
        }
    }

    @Test
    void keeps_its_ports_when_it_is_stopped_and_started_again() throws Exception {
        server.stop();
        assertThat(Ports.isOpen(server.componentPort())).isFalse();
        server.start();
        assertThat(handshake("drawer", "<handshake/>")).endsWith("<handshake/>");
        server.kill();
        assertThat(Ports.isOpen(server.clientPort())).isFalse();
        server.start();
        assertThat(handshake("drawer", "<handshake/>")).endsWith("<handshake/>");
        assertThat(server.componentConnections()).isEqualTo(2);
    }

    private String handshake(String secret, String mark) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.componentPort())) {
            write(
                    socket,
                    "<stream:stream xmlns='jabber:component:accept'"
                            + " xmlns:stream='http://etherx.jabber.org/streams' to='net.localhost'>");
            String header = readUntil(socket, "<stream:stream", ">");
            String id = header.replaceAll("(?s).*<stream:stream[^>]* id=['\"]([^'\"]+)['\"].*", "$1");
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((id + secret).getBytes(UTF_8));
            write(socket, "<handshake>" + HexFormat.of().formatHex(digest) + "</handshake>");
            return readUntil(socket, mark);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    /** Reads until all the marks came, one after the other, or the stream ends. */
    private static String readUntil(Socket socket, String... marks) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (String mark : marks) {
            while (text.indexOf(mark, from) < 0) {
                int next = in.read();
                if (next < 0) {
                    return text.toString();
                }
                text.append(new String(new byte[] {(byte) next}, StandardCharsets.ISO_8859_1));
            }
            from = text.indexOf(mark, from) + mark.length();
        }
        return text.toString();
    }
}
