package org.libtransport.plugin;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.libtransport.plugin.internal.Connector;

/**
 * Runs a plugin against a transport. One code path for all the ways: {@link #main} for a process that the transport or
 * somebody else starts, {@link #connect} for a plugin inside another program, also the transport's own.
 */
public final class PluginRunner {

    private static final int FAILED = 1;
    private static final int STOP_SECONDS = 5;

    private PluginRunner() {}

    /**
     * The {@code main} of a backend: connects to the transport named by {@code --host} and {@code --port}, serves it until
     * it says EXIT or closes the connection, and ends the process. Token and TLS are taken from the environment, as {@link
     * LinkSecurity} says. The exit code is 0 then, and 1 with one line on the
     * error stream if an option is wrong, the transport cannot be reached or the link breaks. A signal that ends the
     * process logs the sessions out first.
     */
    public static void main(NetworkPlugin.Factory factory, String... args) {
        System.exit(run(factory, System.err, args));
    }

    /**
     * Does what {@link #main} does, but returns the exit code. Blocks until the link has ended.
     *
     * @param errors where the one line goes
     */
    public static int run(NetworkPlugin.Factory factory, PrintStream errors, String... args) {
        RunningPlugin running;
        try {
            LinkSecurity security = LinkSecurity.of(System.getenv());
            PluginOptions options = PluginOptions.parse(args);
            if (options.text("help").isPresent()) {
                errors.println("usage: --host HOST --port PORT [--section.key=value ...] [CONFIG]");
                return 0;
            }
            if (options.host().isEmpty()) {
                throw new IllegalArgumentException("--host is missing: where does the transport listen?");
            }
            NetworkPlugin plugin = factory.create(options);
            InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
            running = connect(plugin, address, security);
        } catch (IllegalArgumentException e) {
            errors.println(e.getMessage());
            return FAILED;
        }
        CompletableFuture<LinkEnd> ended = running.ended().toCompletableFuture();
        Thread hook = new Thread(() -> {
            running.stop();
            ended.completeOnTimeout(LinkEnd.stopped(), STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        LinkEnd end = ended.join();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is being ended: the hook runs
            return 0;
        }
        if (!end.orderly()) {
            errors.println(end.reason());
        }
        return end.orderly() ? 0 : FAILED;
    }

    /**
     * Starts a plugin with a pool of its own, of up to 64 threads, without token and TLS.
     *
     * @param transport where it listens; for a transport in this JVM the local address it is bound to
     */
    public static RunningPlugin connect(NetworkPlugin plugin, SocketAddress transport) {
        return connect(plugin, transport, LinkSecurity.NONE);
    }

    /**
     * Starts a plugin with a pool of its own, of up to 64 threads.
     *
     * @param transport where it listens; for a transport in this JVM the local address it is bound to
     * @throws IllegalArgumentException with a sentence for the administrator, if the certificates cannot be read
     */
    public static RunningPlugin connect(NetworkPlugin plugin, SocketAddress transport, LinkSecurity security) {
        return Connector.connect(plugin, transport, security);
    }

    /**
     * Starts a plugin.
     *
     * @param executor where the plugin and its sessions are called; must not run tasks in the thread that gives them. It is
     *     not shut down at the end.
     * @throws IllegalArgumentException with a sentence for the administrator, if the certificates cannot be read
     */
    public static RunningPlugin connect(
            NetworkPlugin plugin, SocketAddress transport, LinkSecurity security, Executor executor) {
        return Connector.connect(plugin, transport, security, executor);
    }
}
