package org.libtransport.launcher.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Takes one subject through all phases. */
final class BenchRun {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(30);
    /** A burst must never find a slot in use only because the subject paused for a moment. */
    private static final int RATE_SLOTS = 65_536;

    private final BenchSettings settings;
    private final PrintWriter progress;
    private final Figures figures = new Figures();

    BenchRun(BenchSettings settings, PrintWriter progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Measures everything.
     *
     * @param children takes the process as soon as it runs, to be ended if this program is
     */
    Figures measure(Subject subject, Path directory, Cleanup children) throws IOException, InterruptedException {
        try (FakeXmppServer server = new FakeXmppServer(subject.jid(), subject.password())) {
            say(subject, "preparing " + settings.allUsers() + " users");
            subject.prepare(settings, directory, settings.allUsers());
            ChildProcess child = subject.start(server.port());
            children.add(child);
            try {
                phases(subject, server, child);
            } catch (IOException e) {
                throw new IOException(
                        "measuring the " + subject.name() + ": " + e.getMessage() + "\nIts last words:\n"
                                + child.outputTail(),
                        e);
            } finally {
                child.close();
            }
        } finally {
            subject.close();
        }
        return figures;
    }

    private void phases(Subject subject, FakeXmppServer server, ChildProcess child)
            throws IOException, InterruptedException {
        say(subject, "starting");
        Patience.await(server.connected(), server, child::isAlive, START_LIMIT);
        figures.put(Figure.START, (server.connected().join() - child.startedAt()) / 1e6);
        figures.put(Figure.START_CPU, child.cpuNanos() / 1e6);
        if (subject.hasUsers()) {
            figures.put(Figure.RESIDENT_START, ProcessFigures.residentKb(child.pid()) / 1024.0);
        }

        say(subject, "logging in " + settings.users() + " users");
        LoginLoad first =
                new LoginLoad(subject.jid(), 0, settings.users(), settings.contacts(), settings.loginWindow());
        figures.put(Figure.COLD_LOGINS, first.run(server));
        settle(server);

        if (settings.window() > 0) {
            say(subject, settings.window() + " messages in flight");
            window(server, child, first.contactsOfFirst());
            say(subject, "one message at a time");
            lone(server, first.contactsOfFirst());
        }
        if (settings.rate() > 0) {
            say(subject, settings.rate() + " messages a second");
            rate(server, child, first.contactsOfFirst());
        }
        if (settings.backend().several() && subject.hasUsers()) {
            move(subject, server, child);
        }
        further(subject, server, child);
        if (subject.hasUsers()) {
            say(subject, "stopping");
            figures.put(Figure.STOP, child.terminate() / 1e6);
        }
    }

    private void window(FakeXmppServer server, ChildProcess child, List<String> contacts)
            throws IOException, InterruptedException {
        EchoLoad load = new EchoLoad(settings.users(), contacts, settings.window());
        load.startWindow(server);
        Patience.pass(settings.warmUp(), server);
        load.record(server);
        Snapshot before = snapshot(child, load.answered());
        long bytes = server.bytesReceived();
        Patience.pass(settings.measured(), server);
        bytes = server.bytesReceived() - bytes;
        Snapshot after = snapshot(child, load.answered());
        load.stop(server);
        long echoes = after.answered - before.answered;
        if (echoes == 0) {
            throw new IOException("no message was answered");
        }
        figures.put(Figure.ECHO_NOISE, noise(before, after));
        figures.put(Figure.ECHOES, echoes / ((after.time - before.time) / 1e9));
        figures.put(Figure.ECHO_CPU, (after.cpu - before.cpu) / 1e3 / echoes);
        figures.put(Figure.ECHO_BYTES, (double) bytes / echoes);
        if (after.backendCpu > 0) {
            figures.put(Figure.ECHO_BACKEND_CPU, (after.backendCpu - before.backendCpu) / 1e3 / echoes);
        }
        figures.put(Figure.ECHO_P50, load.latency().micros(0.5));
        figures.put(Figure.ECHO_P99, load.latency().micros(0.99));
        figures.put(Figure.ECHO_P999, load.latency().micros(0.999));
    }

    private void lone(FakeXmppServer server, List<String> contacts) throws IOException, InterruptedException {
        EchoLoad load = new EchoLoad(settings.users(), contacts, 1);
        load.startWindow(server);
        Patience.pass(settings.warmUp().dividedBy(2), server);
        load.record(server);
        Patience.pass(settings.measured().dividedBy(2), server);
        load.stop(server);
        figures.put(Figure.LONE_P50, load.latency().micros(0.5));
        figures.put(Figure.LONE_P99, load.latency().micros(0.99));
    }

    private void rate(FakeXmppServer server, ChildProcess child, List<String> contacts)
            throws IOException, InterruptedException {
        EchoLoad load = new EchoLoad(settings.users(), contacts, RATE_SLOTS);
        load.runRate(server, settings.rate(), settings.warmUp().dividedBy(2));
        load.record(server);
        Snapshot before = snapshot(child, load.answered());
        load.runRate(server, settings.rate(), settings.measured());
        Snapshot after = snapshot(child, load.answered());
        load.stop(server);
        figures.put(Figure.RATE_NOISE, noise(before, after));
        figures.put(Figure.RATE_CPU, (after.cpu - before.cpu) / 1e3 / Math.max(1, after.answered - before.answered));
        figures.put(Figure.RATE_P50, load.latency().micros(0.5));
        figures.put(Figure.RATE_P99, load.latency().micros(0.99));
        figures.put(Figure.RATE_P999, load.latency().micros(0.999));
    }

    private void move(Subject subject, FakeXmppServer server, ChildProcess child)
            throws IOException, InterruptedException {
        say(subject, "killing a backend");
        MoveLoad load =
                new MoveLoad(subject.jid(), settings.users(), settings.backend().users());
        figures.put(Figure.MOVE, load.run(server, child::killBackend));
        figures.put(Figure.MOVED, load.moved());
        settle(server);
    }

    private void further(Subject subject, FakeXmppServer server, ChildProcess child)
            throws IOException, InterruptedException {
        settle(server);
        Memory before = subject.hasUsers() ? child.memory() : new Memory(0, 0, false);
        int count = settings.furtherUsers();
        say(subject, "logging in " + count + " further users");
        LoginLoad load =
                new LoginLoad(subject.jid(), settings.users(), count, settings.contacts(), settings.loginWindow());
        long bytes = server.bytesReceived();
        long cpu = child.cpuNanos();
        figures.put(Figure.LOGINS, load.run(server));
        figures.put(Figure.LOGIN_P50, load.latency().micros(0.5) / 1e3);
        figures.put(Figure.LOGIN_P99, load.latency().micros(0.99) / 1e3);
        settle(server);
        // Only now, because what a log-in leaves to be written and sent later belongs to it.
        figures.put(Figure.LOGIN_CPU, (child.cpuNanos() - cpu) / 1e3 / count);
        figures.put(Figure.LOGIN_BYTES, (server.bytesReceived() - bytes) / (double) count);
        if (subject.hasUsers()) {
            Memory after = child.memory();
            figures.put(Figure.RESIDENT_USERS, before.residentKb() / 1024.0);
            figures.put(Figure.RESIDENT_ALL, after.residentKb() / 1024.0);
            figures.put(Figure.RESIDENT_PER_USER, (after.residentKb() - before.residentKb()) / (double) count);
            if (after.heapUsedKb() > 0) {
                figures.put(Figure.HEAP_PER_USER, (after.heapUsedKb() - before.heapUsedKb()) / (double) count);
            }
        }
    }

    /** Lets what follows a log-in, such as subscriptions sent in batches, come to its end. */
    private static void settle(FakeXmppServer server) throws InterruptedException, IOException {
        if (!Patience.awaitQuiet(server, QUIET, QUIET_LIMIT)) {
            throw new IOException("it does not stop to send after the log-ins");
        }
    }

    private void say(Subject subject, String what) {
        progress.println(subject.name() + ": " + what);
        progress.flush();
    }

    private static Snapshot snapshot(ChildProcess child, long answered) throws IOException {
        long own = ProcessFigures.cpuNanos(ProcessHandle.current().pid());
        return new Snapshot(
                System.nanoTime(),
                answered,
                child.cpuNanos(),
                child.descendantsCpuNanos(),
                own,
                ProcessFigures.machineCpuNanos());
    }

    /** How much of the machine was used by programs that take no part. */
    private static double noise(Snapshot before, Snapshot after) {
        long own = after.cpu - before.cpu + after.backendCpu - before.backendCpu + after.benchCpu - before.benchCpu;
        long machine = after.machineCpu - before.machineCpu;
        long most = (after.time - before.time) * Runtime.getRuntime().availableProcessors();
        return 100.0 * Math.max(0, machine - own) / most;
    }

    private record Snapshot(long time, long answered, long cpu, long backendCpu, long benchCpu, long machineCpu) {}
}
