package org.libtransport.concurrent;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of one process: sockets are served by them and every user lives on one of them.
 *
 * <p>Uses epoll where its native library is on the class path, else NIO.
 */
public final class Loops {

    private final EventLoopGroup group;
    private final List<Loop> loops;

    private Loops(EventLoopGroup group) {
        this.group = group;
        List<Loop> all = new ArrayList<>();
        for (EventExecutor executor : group) {
            all.add(new NettyLoop((EventLoop) executor));
        }
        this.loops = List.copyOf(all);
    }

    /** Starts this many loops as daemon threads. */
    public static Loops start(int count) {
        IoHandlerFactory io = nativeIo() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new Loops(new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("loop", true), io));
    }

    /** Whether sockets must be epoll ones to be served by these loops. */
    public static boolean nativeIo() {
        return Epoll.isAvailable();
    }

    /** The loop that owns everything under this key (a bare JID); the same one for the same text, always. */
    public Loop forKey(String key) {
        int hash = key.hashCode();
        return loops.get(Math.floorMod(hash ^ (hash >>> 16), loops.size()));
    }

    /** All loops, in a fixed order. */
    public List<Loop> all() {
        return loops;
    }

    /** The same loops as Netty wants them, for channels. */
    public EventLoopGroup group() {
        return group;
    }

    /** The loop as Netty wants it, for a channel whose owner lives there. It must be one of these loops. */
    public EventLoop eventLoop(Loop loop) {
        return ((NettyLoop) loop).eventLoop();
    }

    /** Ends all loops after the tasks they have. */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(done -> stopped.complete(null));
        return stopped;
    }
}
