package org.libtransport.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.protocol.FrameErrors;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * The transport's end of one backend link, played by a test: sends the frames it is told to, and hands out those that
 * arrive, in order. For tests of backends. Methods wait at most 10 seconds and then fail.
 */
public final class ScriptedTransport implements AutoCloseable {

    private static final long SECONDS = 10;

    private final EventLoopGroup group;
    private final Channel server;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Channel> link = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    private ScriptedTransport(IoHandlerFactory io, Class<? extends ServerChannel> type, SocketAddress address) {
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("scripted-transport", true), io);
        server = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new FrameDecoder(new NoErrors()), new Script());
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    /** Waits for a plugin in this JVM. */
    public static ScriptedTransport local() {
        return new ScriptedTransport(LocalIoHandler.newFactory(), LocalServerChannel.class, LocalAddress.ANY);
    }

    /** Waits for a backend on a free port of the loopback interface. */
    public static ScriptedTransport tcp() {
        return new ScriptedTransport(
                NioIoHandler.newFactory(),
                NioServerSocketChannel.class,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Where it waits. */
    public SocketAddress address() {
        return server.localAddress();
    }

    /** The port, of one that waits for TCP. */
    public int port() {
        return ((InetSocketAddress) address()).getPort();
    }

    /** Sends a frame without a payload. */
    public void send(Type type) {
        send(type, null);
    }

    public void send(Type type, @Nullable MessageLite payload) {
        ByteBuf out = link().alloc().buffer();
        Frames.write(out, type, payload);
        link().writeAndFlush(out);
    }

    /** Sends a stanza as the user wrote it. */
    public void sendRaw(String xml) {
        ByteBuf out = link().alloc().buffer();
        Frames.write(out, Type.TYPE_RAW_XML, ByteString.copyFromUtf8(xml));
        link().writeAndFlush(out);
    }

    /** Sends bytes that are no frame. */
    public void sendBytes(byte[] bytes) {
        link().writeAndFlush(link().alloc().buffer(bytes.length).writeBytes(bytes));
    }

    /** Logs a user in and returns the key. */
    public String login(String user, String legacyName, String password) {
        send(
                Type.TYPE_LOGIN,
                Wire.Login.newBuilder()
                        .setUser(user)
                        .setLegacyName(legacyName)
                        .setPassword(password)
                        .setSettings(Wire.Login.UserSettings.getDefaultInstance())
                        .build());
        return user;
    }

    /** Sends a text from a user, without asking for a receipt. */
    public void message(String user, String to, String body) {
        send(
                Type.TYPE_CONV_MESSAGE,
                Wire.ConversationMessage.newBuilder()
                        .setUserName(user)
                        .setBuddyName(to)
                        .setMessage(body)
                        .build());
    }

    /** Sends the first PING, and returns the config that the backend announces before its PONG and STATS. */
    public String hello() {
        send(Type.TYPE_PING);
        String config =
                expect(Type.TYPE_BACKEND_CONFIG, Wire.BackendConfig.parser()).getConfig();
        expect(Type.TYPE_PONG);
        expect(Type.TYPE_STATS);
        return config;
    }

    /** The next frame. */
    public Frame next() {
        try {
            Frame frame = frames.poll(SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame came");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next frame, which must be of this type. */
    public Frame expect(Type type) {
        Frame frame = next();
        if (frame.type() != type) {
            throw new AssertionError("expected " + type + " but got " + frame);
        }
        return frame;
    }

    /** The content of the next frame, which must be of this type. */
    public <M> M expect(Type type, Parser<M> parser) {
        try {
            return expect(type).parse(parser);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(type + " cannot be read", e);
        }
    }

    /** How many frames have come that nobody asked for yet. */
    public int unread() {
        return frames.size();
    }

    /** Stops or resumes to take bytes from the backend. */
    public void read(boolean on) {
        link().config().setAutoRead(on);
    }

    /** Waits for the backend to close the connection. */
    public void awaitClosed() {
        await(closed);
    }

    /** Closes the connection to the backend without a word. */
    public void hangUp() {
        link().close().syncUninterruptibly();
    }

    private Channel link() {
        return await(link);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the backend did not come, or did not go", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Script extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            link.complete(ctx.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            frames.add((Frame) message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            closed.complete(null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** A backend under test writes no frame that cannot be read. */
    private static final class NoErrors implements FrameErrors {
        @Override
        public void unreadable(int length) {
            throw new AssertionError("the backend sent an unreadable frame of " + length + " bytes");
        }

        @Override
        public void unknownType(int number) {
            throw new AssertionError("the backend sent a frame of the unknown type " + number);
        }
    }
}
