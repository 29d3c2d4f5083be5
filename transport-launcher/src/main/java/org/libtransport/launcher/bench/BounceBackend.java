package org.libtransport.launcher.bench;

import static org.libtransport.launcher.bench.ComponentHandshake.ascii;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The backend behind the relay: gives each message frame back as it came, and answers a log-in with its contacts.
 *
 * <p>Speaks the wire protocol as far as the relay needs it, on one thread.
 */
final class BounceBackend implements Closeable {

    private final int contacts;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** Listens on a free port of the loopback interface. */
    BounceBackend(int contacts) throws IOException {
        this.contacts = contacts;
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(this::run, "bounce-backend");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::ready);
            }
        } catch (IOException | ClosedSelectorException e) {
            failure = closed ? null : e;
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = listener.accept();
                if (channel != null) {
                    key.cancel();
                    new Link(channel, selector);
                }
                return;
            }
            Link link = (Link) key.attachment();
            if (key.isReadable()) {
                if (!link.read()) {
                    link.close();
                    return;
                }
                bounce(link);
            }
            link.flush();
        } catch (IOException e) {
            key.cancel();
            failure = closed ? null : e;
        }
    }

    private void bounce(Link link) throws IOException {
        int from = link.inStart;
        int kept = from;
        int size;
        while ((size = Frames.sizeAt(link.in, from, link.inEnd)) > 0) {
            if (Frames.typeAt(link.in, from) != Frames.CONV_MESSAGE) {
                // Messages go back in runs, so that their order to the rest stays.
                link.append(link.in, kept, from - kept);
                kept = from + size;
                if (Frames.typeAt(link.in, from) == Frames.LOGIN) {
                    logIn(link, from);
                }
            }
            from += size;
        }
        link.append(link.in, kept, from - kept);
        link.inStart = from;
    }

    private void logIn(Link link, int frame) throws IOException {
        int user = Frames.payloadAt(link.in, frame);
        int userLength = Frames.varint(link.in, user + 1);
        int userAt = user + 1 + Frames.varintSize(userLength);
        byte[] in = link.in;
        int end = Frames.begin(link, Frames.CONNECTED, Frames.fieldSize(userLength));
        Frames.field(link, Frames.FIELD_1, in, userAt, userLength);
        Frames.check(link, end);
        for (int i = 0; i < contacts; i++) {
            byte[] name = ascii("contact" + (i + 1));
            end = Frames.begin(
                    link, Frames.BUDDY_CHANGED, Frames.fieldSize(userLength) + Frames.fieldSize(name.length));
            Frames.field(link, Frames.FIELD_1, in, userAt, userLength);
            Frames.field(link, Frames.FIELD_2, name, 0, name.length);
            Frames.check(link, end);
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
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        listener.close();
        selector.close();
    }
}
