package org.libtransport.launcher;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.libtransport.Transport;
import org.libtransport.backend.BackendStatus;
import org.libtransport.metrics.Counter;
import org.libtransport.xmpp.jid.Jid;

/** Prints what changes in a transport: backends, users, and how many messages; never what they say. */
final class DemoScreen implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 250;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Transport transport;
    private final PrintWriter out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-screen");
        thread.setDaemon(true);
        return thread;
    });

    // Only the timer's thread touches what follows.
    private Map<String, String> backends = Map.of();
    private Map<Jid, Boolean> users = Map.of();
    private long fromXmpp;
    private long toXmpp;

    DemoScreen(Transport transport, PrintWriter out) {
        this.transport = transport;
        this.out = out;
    }

    /** Begins to look. */
    void start() {
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        CompletionStage<List<BackendStatus>> status = transport.backends().status();
        transport.users().online().thenAcceptBothAsync(status, this::show, timer);
    }

    private void show(Map<Jid, Boolean> usersNow, List<BackendStatus> statusNow) {
        Map<String, String> backendsNow = new TreeMap<>();
        statusNow.stream()
                .filter(BackendStatus::ready)
                .forEach(backend -> backendsNow.put(backend.name(), describe(backend)));
        backendsNow.forEach((name, text) -> {
            if (!text.equals(backends.get(name))) {
                line(name + ": " + text);
            }
        });
        backends.keySet().stream()
                .filter(name -> !backendsNow.containsKey(name))
                .forEach(name -> line(name + ": ended"));
        usersNow.forEach((jid, online) -> {
            if (online && !Boolean.TRUE.equals(users.get(jid))) {
                line(jid + " logged in");
            }
        });
        users.keySet().stream().filter(jid -> !usersNow.containsKey(jid)).forEach(jid -> line(jid + " logged out"));
        backends = backendsNow;
        users = new HashMap<>(usersNow);
        showMessages();
    }

    private static String describe(BackendStatus backend) {
        String process = backend.processId().isEmpty() ? "" : "process " + backend.processId() + ", ";
        return process + backend.users() + (backend.users() == 1 ? " user" : " users");
    }

    private void showMessages() {
        long from = transport.metrics().value(Counter.MESSAGES_FROM_XMPP);
        long to = transport.metrics().value(Counter.MESSAGES_TO_XMPP);
        if (from != fromXmpp || to != toXmpp) {
            fromXmpp = from;
            toXmpp = to;
            line("messages so far: " + from + " to the network, " + to + " from it");
        }
    }

    private void line(String text) {
        out.println(LocalTime.now().format(TIME) + "  " + text);
    }

    /** Prints what is still new and looks no more. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
