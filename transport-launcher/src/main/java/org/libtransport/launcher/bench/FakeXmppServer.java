package org.libtransport.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An XMPP server that accepts one component (XEP-0114) and costs next to nothing: it scans bytes and answers with bytes made
 * before.
 *
 * <p>The handshake is checked; each IQ gets an answer, disco#info what a client would say and all others {@code
 * service-unavailable}. Messages, presences and answers go to the {@link Load}. One thread; {@link #write} may be called from
 * others. It can go down and come back ({@link #goDown}, {@link #crash}, {@link #comeBack}).
 */
final class FakeXmppServer implements Closeable {

    /** Writes to the component. */
    @FunctionalInterface
    interface Writer {
        void write(Link link) throws IOException;
    }

    private static final byte[] STREAM_END = ComponentHandshake.ascii("</stream:stream>");

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final String jid;
    private final String password;
    private final Thread thread;
    private final CompletableFuture<Long> connected = new CompletableFuture<>();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final Object lock = new Object();
    private final StanzaScanner scanner = new StanzaScanner();
    private final IqAnswers iqAnswers = new IqAnswers();
    private volatile Load load = Load.NONE;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Link link;
    private volatile boolean closed;
    private volatile boolean refusing;
    private volatile boolean established;
    private boolean ending;
    private ComponentHandshake handshake;

    /** Listens on a free port of the loopback interface. */
    FakeXmppServer(String jid, String password) throws IOException {
        this.jid = jid;
        this.password = password;
        handshake = new ComponentHandshake(jid, password);
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(this::run, "fake-xmpp-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** Completes with the {@link System#nanoTime} at which the handshake was right; fails if it was wrong. */
    CompletableFuture<Long> connected() {
        return connected;
    }

    /** Bytes that came from the component since the start. */
    long bytesReceived() {
        return bytesReceived.get();
    }

    /** What ended the service before {@link #close}, if anything did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Gives what comes from now on to this load. */
    void setLoad(Load next) {
        synchronized (lock) {
            load = next;
        }
    }

    /** Runs the writer, which sees the state of its load as the server's thread left it, and sends what it wrote. */
    void write(Writer writer) throws IOException {
        Link current = link;
        if (current == null) {
            throw new IOException("no component is connected");
        }
        synchronized (lock) {
            writer.write(current);
            current.flush();
        }
        // Only needed if the socket was full, and free of cost otherwise: then nobody waits for the selector.
        if (current.hasUnsent()) {
            selector.wakeup();
        }
    }

    /** Whether a component is connected now and has proven itself. */
    boolean isConnected() {
        return established;
    }

    /** Ends the stream in order (RFC 6120 section 4.4): what the component wrote is read to the end. Refuses others from now on. */
    void goDown() throws IOException {
        synchronized (lock) {
            Link current = leave();
            current.append(STREAM_END);
            current.flush();
            current.endOutput();
        }
    }

    /** Breaks the connection at once: what is under way is lost on both sides. Refuses others from now on. */
    void crash() throws IOException {
        synchronized (lock) {
            leave().reset();
            link = null;
        }
    }

    private Link leave() throws IOException {
        Link current = link;
        if (current == null || !established) {
            throw new IOException("no component is connected");
        }
        refusing = true;
        established = false;
        ending = true;
        return current;
    }

    /** Takes a component again. */
    void comeBack() {
        refusing = false;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::ready);
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        if (!closed && !(e instanceof ClosedSelectorException)) {
            failure = e;
            connected.completeExceptionally(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
                return;
            }
            Link ready = (Link) key.attachment();
            if (ready != link) {
                key.cancel();
                return;
            }
            if (key.isWritable()) {
                synchronized (lock) {
                    ready.flush();
                }
            }
            if (key.isReadable()) {
                read(ready);
            }
        } catch (IOException e) {
            key.cancel();
            if (key.attachment() instanceof Link broken && left(broken)) {
                return;
            }
            fail(e);
        }
    }

    /** Whether a link ended that was to end. */
    private boolean left(Link broken) {
        synchronized (lock) {
            if (!ending) {
                return false;
            }
            ending = false;
            if (link == broken) {
                link = null;
            }
        }
        try {
            broken.close();
        } catch (IOException e) {
            // It is gone already.
        }
        return true;
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel == null) {
            return;
        }
        if (refusing) {
            channel.close();
            return;
        }
        if (link != null) {
            channel.close();
            throw new IOException("the component connected a second time");
        }
        synchronized (lock) {
            ending = false;
            handshake = new ComponentHandshake(jid, password);
            link = new Link(channel, selector);
        }
    }

    private void read(Link ready) throws IOException {
        int before = ready.inEnd - ready.inStart;
        boolean open = ready.read();
        long now = System.nanoTime();
        bytesReceived.lazySet(bytesReceived.get() + ready.inEnd - ready.inStart - before);
        if (!open) {
            throw new IOException("the component closed its stream");
        }
        synchronized (lock) {
            if (!established && !ending) {
                if (handshake.advance(ready)) {
                    ready.flush();
                    established = true;
                    connected.complete(now);
                } else {
                    ready.flush();
                    return;
                }
            }
            stanzas(ready, now);
            if (!ending) {
                ready.flush();
            }
        }
    }

    private void stanzas(Link ready, long now) throws IOException {
        Load current = load;
        while (ready.inStart < ready.inEnd && scanner.next(ready.in, ready.inStart, ready.inEnd)) {
            switch (scanner.kind) {
                case IQ -> {
                    if (!iqAnswers.answer(ready.in, scanner, ready)) {
                        current.received(ready.in, scanner, now, ready);
                    }
                }
                case MESSAGE, PRESENCE -> current.received(ready.in, scanner, now, ready);
                case OTHER -> {
                    if (ending) {
                        scanner.end = ready.inEnd;
                        break;
                    }
                    throw new IOException("the component sent something that is no stanza: "
                            + new String(ready.in, ready.inStart, Math.min(200, ready.inEnd - ready.inStart), UTF_8));
                }
            }
            ready.inStart = scanner.end;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Link current = link;
        if (current != null) {
            current.close();
        }
        listener.close();
        selector.close();
    }
}
