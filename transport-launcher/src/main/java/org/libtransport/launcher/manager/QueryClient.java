package org.libtransport.launcher.manager;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.libtransport.config.Options;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * Asks a transport of this machine by a QUERY frame, as any program may that its backend port lets in. Works with Spectrum 2
 * as well. Blocks.
 */
public final class QueryClient {

    private static final int LONGEST_FRAME = 16 * 1024 * 1024;

    private final Instance instance;
    private final Duration patience;
    private final long end;

    private QueryClient(Instance instance, Duration patience) {
        this.instance = instance;
        this.patience = patience;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /**
     * Sends a command to the transport of a config file and returns what it answers, which may be empty.
     *
     * @param file of which {@code service.jid} is meant
     * @param patience for all of it, from the connection to the last byte of the answer
     * @throws IOException with a sentence, if it cannot be asked or does not answer in time
     */
    public static String ask(Path file, String command, Duration patience) throws IOException {
        for (Instance instance : Instance.of(file)) {
            if (instance.primary()) {
                return ask(instance, command, patience);
            }
        }
        throw new IOException(file + " describes no transport");
    }

    static String ask(Instance instance, String command, Duration patience) throws IOException {
        return new QueryClient(instance, patience).ask(command);
    }

    private String ask(String command) throws IOException {
        String portFile = instance.value(Options.SERVICE_PORTFILE);
        int port = instance.port()
                .orElseThrow(
                        () -> new IOException("Can't connect the server: " + portFile + " has no port; does it run?"));
        String token = instance.value(Options.SERVICE_BACKEND_TOKEN);
        try (Socket socket = new Socket()) {
            connect(socket, port);
            try {
                return exchange(socket, token, command);
            } catch (SocketTimeoutException | InvalidProtocolBufferException e) {
                throw e;
            } catch (IOException e) {
                throw new IOException(
                        instance.jid() + " closed the connection without an answer; it lets in its own user, root, and"
                                + " who has service.backend_token",
                        e);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(instance.jid() + " did not answer within " + patience.toSeconds() + " s", e);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("Can't connect the server: port " + port + " is no port for backends", e);
        }
    }

    private void connect(Socket socket, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host(), port), left());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (UnknownHostException e) {
            throw new IOException("Can't connect the server: unknown host " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("Can't connect the server: " + e.getMessage(), e);
        }
    }

    /**
     * Where the port of the port file is. A transport of ours that awaits backends of other machines, with TLS, has a second
     * port for those of its own, on loopback and plain; that is the one in the file.
     */
    private InetAddress host() throws IOException {
        InetAddress configured = InetAddress.getByName(instance.value(Options.SERVICE_BACKEND_HOST));
        boolean tls = !instance.value(Options.SERVICE_BACKEND_CERT).isEmpty();
        return tls && !configured.isLoopbackAddress() ? InetAddress.getLoopbackAddress() : configured;
    }

    private String exchange(Socket socket, String token, String command) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        if (!token.isEmpty()) {
            write(
                    out,
                    WrapperMessage.Type.TYPE_TOKEN,
                    Wire.Token.newBuilder().setToken(token).build().toByteString());
        }
        Wire.BackendConfig query =
                Wire.BackendConfig.newBuilder().setConfig(command).build();
        write(out, WrapperMessage.Type.TYPE_QUERY, query.toByteString());
        while (true) {
            WrapperMessage frame = read(socket);
            if (frame.getType() == WrapperMessage.Type.TYPE_QUERY) {
                return Wire.BackendConfig.parseFrom(frame.getPayload()).getConfig();
            }
        }
    }

    private static void write(DataOutputStream out, WrapperMessage.Type type, ByteString payload) throws IOException {
        byte[] frame = WrapperMessage.newBuilder()
                .setType(type)
                .setPayload(payload)
                .build()
                .toByteArray();
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    private WrapperMessage read(Socket socket) throws IOException {
        int length = ByteBuffer.wrap(read(socket, Integer.BYTES)).getInt();
        if (length < 0 || length > LONGEST_FRAME) {
            throw new InvalidProtocolBufferException("a frame of " + length + " bytes");
        }
        return WrapperMessage.parseFrom(read(socket, length));
    }

    /** Reads so many bytes; the time ends even if they come drop by drop. */
    private byte[] read(Socket socket, int length) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[length];
        int there = 0;
        while (there < length) {
            socket.setSoTimeout(left());
            int read = in.read(bytes, there, length - there);
            if (read < 0) {
                throw new EOFException();
            }
            there += read;
        }
        return bytes;
    }

    /** Milliseconds. */
    private int left() throws SocketTimeoutException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return Math.toIntExact(Math.min(left, Integer.MAX_VALUE));
    }
}
