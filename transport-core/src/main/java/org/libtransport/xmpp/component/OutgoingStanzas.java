package org.libtransport.xmpp.component;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaEncoder;

/**
 * Stanzas on their way to the XMPP server. Any thread offers; the link's event loop encodes all that came in one burst
 * into one buffer and flushes once. While there is no link, messages are kept and the rest is refused.
 */
final class OutgoingStanzas implements Runnable {

    /** So many may wait for the event loop; more means that it cannot keep up at all. */
    private static final int MOST = 200_000;

    private static final int BUFFER = 64 * 1024;

    private final EventLoop loop;
    private final Jid component;
    private final int outageLimit;
    private final Queue<Stanza> offered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger offeredCount = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Queue<Stanza> kept = new ArrayDeque<>();
    private final AtomicInteger keptCount = new AtomicInteger();
    private volatile boolean linked;
    private @Nullable ChannelHandlerContext context;
    private @Nullable StanzaEncoder encoder;

    OutgoingStanzas(EventLoop loop, Jid component, int outageLimit) {
        this.loop = loop;
        this.component = component;
        this.outageLimit = outageLimit;
    }

    /** @return false if the stanza is not taken */
    boolean offer(Stanza stanza) {
        if (linked) {
            if (offeredCount.get() >= MOST) {
                return false;
            }
        } else if (!isKept(stanza) || keptCount.get() + offeredCount.get() >= outageLimit) {
            return false;
        }
        offeredCount.incrementAndGet();
        offered.add(stanza);
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this);
        }
        return true;
    }

    private static boolean isKept(Stanza stanza) {
        return stanza instanceof Message;
    }

    /** There is a link: what was kept goes first. On the event loop. */
    void linkUp(ChannelHandlerContext newContext, StanzaEncoder newEncoder) {
        context = newContext;
        encoder = newEncoder;
        ByteBuf out = newContext.alloc().ioBuffer(BUFFER);
        for (Stanza stanza = kept.poll(); stanza != null; stanza = kept.poll()) {
            encode(newEncoder, stanza, out);
        }
        keptCount.set(0);
        newContext.writeAndFlush(out);
        linked = true;
    }

    /** The link is gone. On the event loop. */
    void linkDown() {
        linked = false;
        context = null;
        encoder = null;
    }

    @Override
    public void run() {
        scheduled.set(false);
        ChannelHandlerContext ctx = context;
        StanzaEncoder to = encoder;
        if (ctx == null || to == null) {
            keep();
            return;
        }
        ByteBuf out = null;
        for (Stanza stanza = offered.poll(); stanza != null; stanza = offered.poll()) {
            offeredCount.decrementAndGet();
            if (out == null) {
                out = ctx.alloc().ioBuffer(BUFFER);
            }
            encode(to, stanza, out);
            if (out.readableBytes() > BUFFER - BUFFER / 8) {
                ctx.write(out);
                out = null;
            }
        }
        if (out != null) {
            ctx.write(out);
        }
        ctx.flush();
    }

    /** Without a sender of its own a stanza comes from the component itself, which the server demands. */
    private void encode(StanzaEncoder to, Stanza stanza, ByteBuf out) {
        Jid from = stanza.from();
        to.encode(stanza, from == null ? component : from, stanza.to(), out);
    }

    /** What was offered while the link broke away. */
    private void keep() {
        for (Stanza stanza = offered.poll(); stanza != null; stanza = offered.poll()) {
            offeredCount.decrementAndGet();
            if (isKept(stanza)) {
                kept.add(stanza);
                keptCount.incrementAndGet();
            }
        }
    }
}
