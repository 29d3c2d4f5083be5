package org.libtransport.launcher;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT as a wish to stop: the first completes {@link #first}, the second ends the process at once. SIGHUP as
 * a wish to read the config again.
 *
 * <p>A JVM's own way, the shutdown hook, cannot give exit code 0 and knows no second signal. {@code sun.misc.Signal} is
 * reached by reflection, because a runtime may lack its module; then the JVM's own way stays.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    /** What a shell reports for a process that SIGKILL ended: nothing was put in order. */
    private static final int ENDED_AT_ONCE = 137;

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final CompletableFuture<Runnable> reload = new CompletableFuture<>();
    private final AtomicInteger count = new AtomicInteger();

    private Signals() {}

    /** Takes the signals from now on. */
    static Signals take() {
        Signals signals = new Signals();
        for (String name : List.of("TERM", "INT")) {
            try {
                signals.take(name, signals::received);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.warn("SIG{} ends the transport without cleaning up: {}", name, e.toString());
            }
        }
        try {
            // A signal that comes before the transport runs is answered when it does.
            signals.take("HUP", () -> signals.reload.thenAccept(Runnable::run));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("SIGHUP does not read the config again: {}", e.toString());
        }
        return signals;
    }

    private void take(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object proxy =
                Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == args[0];
                        default -> "signal handler";
                    };
                });
        Method handle = signal.getMethod("handle", signal, handler);
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    }

    private void received() {
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(ENDED_AT_ONCE);
        }
        first.completeAsync(() -> null);
    }

    /** What SIGHUP does, on a thread of its own each time. Only the first call counts. */
    void onHangUp(Runnable action) {
        reload.complete(action);
    }

    /** Completes with the first SIGTERM or SIGINT. */
    CompletableFuture<Void> first() {
        return first;
    }
}
