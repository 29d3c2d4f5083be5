package org.libtransport.launcher;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT as a wish to stop. The first completes {@link #first}, the second ends the process at once.
 *
 * <p>A JVM's own way, the shutdown hook, cannot give exit code 0 and knows no second signal. {@code sun.misc.Signal} is
 * reached by reflection, because a runtime may lack its module; then the JVM's own way stays.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    /** What a shell reports for a process that SIGKILL ended: nothing was put in order. */
    private static final int ENDED_AT_ONCE = 137;

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final AtomicInteger count = new AtomicInteger();

    private Signals() {}

    /** Takes both signals from now on. */
    static Signals take() {
        Signals signals = new Signals();
        for (String name : List.of("TERM", "INT")) {
            try {
                signals.take(name);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.warn("SIG{} ends the transport without cleaning up: {}", name, e.toString());
            }
        }
        return signals;
    }

    private void take(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object proxy =
                Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "handle" -> {
                            received();
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

    /** Completes with the first signal. */
    CompletableFuture<Void> first() {
        return first;
    }
}
