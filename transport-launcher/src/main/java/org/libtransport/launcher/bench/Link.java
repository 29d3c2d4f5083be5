package org.libtransport.launcher.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A non-blocking socket with bytes that came and were not consumed, and bytes that were written and not sent.
 *
 * <p>Both sides grow when needed up to {@link #LIMIT} and never shrink. Not thread-safe.
 */
final class Link implements Closeable {

    /** Most bytes that may wait on either side; more is an error, because the peer has stopped to read. */
    static final int LIMIT = 64 << 20;

    private static final int CHUNK = 256 << 10;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(CHUNK);
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(CHUNK);

    /** What came: valid from {@link #inStart} to {@link #inEnd}. The owner moves {@code inStart} as it consumes. */
    byte[] in = new byte[2 * CHUNK];

    int inStart;
    int inEnd;
    /** What is to be sent up to {@link #outEnd}. The owner calls {@link #reserve} and then writes and moves {@code outEnd}. */
    byte[] out = new byte[2 * CHUNK];

    int outEnd;
    private int outStart;

    Link(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Reads once; false if the peer closed. */
    boolean read() throws IOException {
        if (inStart == inEnd) {
            inStart = inEnd = 0;
        }
        readBuffer.clear();
        int count = channel.read(readBuffer);
        if (count <= 0) {
            return count == 0;
        }
        if (inEnd + count > in.length) {
            makeRoom(count);
        }
        readBuffer.flip();
        readBuffer.get(in, inEnd, count);
        inEnd += count;
        return true;
    }

    private void makeRoom(int count) throws IOException {
        int kept = inEnd - inStart;
        byte[] target = in;
        if (kept + count > in.length) {
            target = new byte[grown(kept + count)];
        }
        System.arraycopy(in, inStart, target, 0, kept);
        in = target;
        inStart = 0;
        inEnd = kept;
    }

    /** Makes room for so many bytes after {@link #outEnd}. */
    void reserve(int count) throws IOException {
        if (outEnd + count > out.length) {
            int kept = outEnd - outStart;
            byte[] target = kept + count > out.length ? new byte[grown(kept + count)] : out;
            System.arraycopy(out, outStart, target, 0, kept);
            out = target;
            outStart = 0;
            outEnd = kept;
        }
    }

    private static int grown(int needed) throws IOException {
        if (needed > LIMIT) {
            throw new IOException("the peer does not read: " + needed + " bytes are waiting");
        }
        return Math.min(LIMIT, Math.max(needed, needed * 2));
    }

    void append(byte[] bytes) throws IOException {
        append(bytes, 0, bytes.length);
    }

    void append(byte[] bytes, int from, int count) throws IOException {
        reserve(count);
        System.arraycopy(bytes, from, out, outEnd, count);
        outEnd += count;
    }

    /** Sends what the socket takes; the rest is sent by a later call, for which the selector wakes its owner. */
    void flush() throws IOException {
        while (outStart < outEnd) {
            int count = Math.min(outEnd - outStart, CHUNK);
            writeBuffer.clear();
            writeBuffer.put(out, outStart, count).flip();
            int written = channel.write(writeBuffer);
            outStart += written;
            if (written < count) {
                wantWrite(true);
                return;
            }
        }
        outStart = outEnd = 0;
        wantWrite(false);
    }

    private void wantWrite(boolean write) throws IOException {
        int wanted = write ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        try {
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        } catch (CancelledKeyException e) {
            throw new IOException("the connection was closed", e);
        }
    }

    /** Ends this direction when all is sent that the socket takes now. */
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Closes so that the peer sees a broken connection, and neither side gets what is under way. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    boolean hasUnsent() {
        return outStart < outEnd;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
