package org.libtransport.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libtransport.Transport;
import org.libtransport.backend.BackendStatus;
import org.libtransport.metrics.Counter;
import org.slf4j.LoggerFactory;

/**
 * Shows a person what happens in a transport: what it logs, without the trimmings of a log, which backend has how many
 * users, and how many messages went through; never what they say.
 */
final class DemoScreen extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 100;
    private static final long LAST_LOOK_MILLIS = 1000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintWriter out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-screen");
        thread.setDaemon(true);
        return thread;
    });

    // Only the timer's thread touches what follows.
    private Map<String, String> backends = Map.of();
    private long fromXmpp;
    private long toXmpp;

    /** Shows from now on what the transport logs, in place of the console. */
    DemoScreen(PrintWriter out) {
        this.out = out;
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        setName("demo");
        start();
        Logger ours = context.getLogger("org.libtransport");
        ours.setLevel(Level.INFO);
        ours.setAdditive(false);
        ours.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String severity = event.getLevel().isGreaterOrEqual(Level.WARN) ? event.getLevel() + ": " : "";
        line(severity + event.getFormattedMessage());
    }

    /** Begins to look at backends and messages. */
    void watch(Transport transport) {
        timer.scheduleWithFixedDelay(() -> look(transport), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows what has changed since the last look, and looks no more. */
    void lastLook(Transport transport) throws InterruptedException {
        try {
            look(transport).get(LAST_LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            line("the last figures are not known: " + Reasons.of(e));
        }
        timer.shutdownNow();
    }

    private CompletableFuture<Void> look(Transport transport) {
        return transport
                .backends()
                .status()
                .thenAcceptAsync(status -> show(status, transport), timer)
                .toCompletableFuture();
    }

    private void show(List<BackendStatus> status, Transport transport) {
        Map<String, String> now = new TreeMap<>();
        status.stream().filter(BackendStatus::ready).forEach(backend -> now.put(backend.name(), describe(backend)));
        now.forEach((name, text) -> {
            if (!text.equals(backends.get(name))) {
                line(name + " has " + text);
            }
        });
        backends = now;
        long from = transport.metrics().value(Counter.MESSAGES_FROM_XMPP);
        long to = transport.metrics().value(Counter.MESSAGES_TO_XMPP);
        if (from != fromXmpp || to != toXmpp) {
            fromXmpp = from;
            toXmpp = to;
            line("messages so far: " + from + " to the network, " + to + " from it");
        }
    }

    private static String describe(BackendStatus backend) {
        String process = backend.processId().isEmpty() ? "" : " (process " + backend.processId() + ')';
        return backend.users() + (backend.users() == 1 ? " user" : " users") + process;
    }

    private void line(String text) {
        out.println(LocalTime.now().format(TIME) + "  " + text);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        stop();
    }
}
