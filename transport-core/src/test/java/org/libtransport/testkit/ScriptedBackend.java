package org.libtransport.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * A backend that does what a test says: connects over TCP, sends any frame, and lets the test wait for frames. Written
 * on plain sockets, so that it shares no code with what is tested.
 *
 * <p>Answers PINGs by itself unless told to {@link #keepSilent be silent}. Use from one thread.
 */
public final class ScriptedBackend implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final DataOutputStream out;
    private final BlockingQueue<WrapperMessage> frames = new LinkedBlockingQueue<>();
    private final Thread reader;
    private volatile boolean silent;
    private volatile boolean ended;

    private ScriptedBackend(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new DataOutputStream(socket.getOutputStream());
        this.reader = new Thread(this::read, "scripted-backend");
        reader.setDaemon(true);
    }

    /** Connects and answers the first PING. */
    public static ScriptedBackend connect(String host, int port) throws IOException {
        return connect(host, port, false);
    }

    /** Connects and answers nothing. */
    public static ScriptedBackend connectSilently(String host, int port) throws IOException {
        return connect(host, port, true);
    }

    private static ScriptedBackend connect(String host, int port, boolean silent) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        ScriptedBackend backend = new ScriptedBackend(socket);
        backend.silent = silent;
        backend.reader.start();
        return backend;
    }

    /** Whether PINGs are left unanswered from now on. */
    public void keepSilent(boolean silence) {
        silent = silence;
    }

    /** Sends one frame. */
    public void send(WrapperMessage.Type type, @Nullable MessageLite payload) throws IOException {
        WrapperMessage.Builder frame = WrapperMessage.newBuilder().setType(type);
        if (payload != null) {
            frame.setPayload(payload.toByteString());
        }
        sendContent(frame.build().toByteArray());
    }

    /** Sends a frame with a payload that need not be a message. */
    public void sendPayload(WrapperMessage.Type type, ByteString payload) throws IOException {
        sendContent(WrapperMessage.newBuilder()
                .setType(type)
                .setPayload(payload)
                .build()
                .toByteArray());
    }

    /** Sends anything as the content of a frame. */
    public void sendContent(byte[] content) throws IOException {
        byte[] framed = new byte[content.length + 4];
        for (int i = 0; i < 4; i++) {
            framed[i] = (byte) (content.length >>> (24 - 8 * i));
        }
        System.arraycopy(content, 0, framed, 4, content.length);
        sendBytes(framed);
    }

    /** Sends bytes without a frame around them. */
    public void sendBytes(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /** Announces abilities, like {@code [features]\nmuc=1}. */
    public void announce(String config) throws IOException {
        send(
                WrapperMessage.Type.TYPE_BACKEND_CONFIG,
                Wire.BackendConfig.newBuilder().setConfig(config).build());
    }

    /** Waits for the next frame of this type; those before it are forgotten. */
    public WrapperMessage await(WrapperMessage.Type type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        StringBuilder others = new StringBuilder();
        while (true) {
            WrapperMessage frame = next(end);
            if (frame == null) {
                throw new AssertionError("no " + type + " came; before it came:" + others);
            }
            if (frame.getType() == type) {
                return frame;
            }
            others.append(' ').append(frame.getType());
        }
    }

    /** Waits for the next frame of this type and reads what it carries. */
    public <M> M await(WrapperMessage.Type type, Parser<M> parser) {
        try {
            return parser.parseFrom(await(type).getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the payload of " + type + " cannot be read", e);
        }
    }

    /** The next frame but PING if there is one already. */
    public @Nullable WrapperMessage poll() {
        WrapperMessage frame = frames.poll();
        while (frame != null && frame.getType() == WrapperMessage.Type.TYPE_PING) {
            frame = frames.poll();
        }
        return frame;
    }

    /** Waits until the transport has closed the connection. */
    public void awaitEnd() throws InterruptedException {
        reader.join(PATIENCE.toMillis());
        if (reader.isAlive()) {
            throw new AssertionError("the connection is still open");
        }
    }

    /** Whether the connection is closed. */
    public boolean hasEnded() {
        return ended;
    }

    /** Disconnects as a backend does that crashed. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private @Nullable WrapperMessage next(long end) {
        try {
            return frames.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                byte[] content = new byte[in.readInt()];
                in.readFully(content);
                WrapperMessage frame = WrapperMessage.parseFrom(content);
                frames.add(frame);
                if (frame.getType() == WrapperMessage.Type.TYPE_PING && !silent) {
                    send(WrapperMessage.Type.TYPE_PONG, null);
                }
            }
        } catch (IOException e) {
            // A test that closed the socket or a transport that did: the same for a backend.
            ended = true;
        }
    }
}
