package org.libtransport.launcher.bench;

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
 * service-unavailable}. Messages and presences go to the {@link Load}. One thread; {@link #write} may be called from others.
 */
final class FakeXmppServer implements Closeable {

    /** Writes to the component. */
    @FunctionalInterface
    interface Writer {
        void write(Link link) throws IOException;
    }

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final ComponentHandshake handshake;
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

    /** Listens on a free port of the loopback interface. */
    FakeXmppServer(String jid, String password) throws IOException {
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
            fail(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel == null) {
            return;
        }
        if (link != null) {
            channel.close();
            throw new IOException("the component connected a second time");
        }
        link = new Link(channel, selector);
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
            if (!connected.isDone()) {
                if (handshake.advance(ready)) {
                    ready.flush();
                    connected.complete(now);
                } else {
                    ready.flush();
                    return;
                }
            }
            stanzas(ready, now);
            ready.flush();
        }
    }

    private void stanzas(Link ready, long now) throws IOException {
        Load current = load;
        while (ready.inStart < ready.inEnd && scanner.next(ready.in, ready.inStart, ready.inEnd)) {
            switch (scanner.kind) {
                case IQ -> iqAnswers.answer(ready.in, scanner, ready);
                case MESSAGE, PRESENCE -> current.received(ready.in, scanner, now, ready);
                case OTHER -> throw new IOException("the component sent something that is no stanza");
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
