package org.libtransport.launcher.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.libtransport.launcher.bench.SoakLedger.Outage;

/** One soak: a transport with its backends, a server and its users, things that break, and the verdict. */
final class SoakRun {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** In calm, everybody gets a message through within this time. */
    private static final Duration CENSUS_LIMIT = Duration.ofSeconds(90);

    private static final Duration ACCOUNTS_LIMIT = Duration.ofSeconds(45);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final int TICK_MILLIS = 5;
    /** A user whose backend crashed more often within ten minutes is kept apart from others, and refused in the end. */
    private static final int MOST_CRASHES = 1;

    private static final double MOST_GROWTH = 1.2;
    private static final long MOST_GROWTH_KB = 8 << 10;
    private static final Pattern OF_OUR_CODE = Pattern.compile("\\bERROR\\b|\\bException\\b|^\\s+at .*libtransport");

    private final SoakSettings settings;
    private final PrintWriter progress;
    private final Random random;
    private final SoakLedger ledger = new SoakLedger();
    private final SoakPeople people;
    private final TransportSubject subject;
    private final Path directory;
    private final Map<Integer, Integer> crashes = new HashMap<>();
    private long nextKill;
    private long nextOutage;
    private long nextStorm;

    SoakRun(SoakSettings settings, List<String> jvmArguments, Path directory, PrintWriter progress) {
        this.settings = settings;
        this.progress = progress;
        this.directory = directory;
        random = new Random(settings.seed());
        subject = new TransportSubject(jvmArguments);
        people = new SoakPeople(subject.jid(), settings.users(), random, ledger);
    }

    /** Runs it all; the verdict is about what the transport did, an exception about what could not be done. */
    SoakVerdict run(Cleanup children) throws IOException, InterruptedException {
        try (FakeXmppServer server = new FakeXmppServer(subject.jid(), subject.password())) {
            subject.prepare(benchSettings(), directory, settings.users());
            ChildProcess child = subject.start(server.port());
            children.add(child);
            try {
                return phases(server, child);
            } catch (IOException e) {
                throw new IOException(
                        "the soak cannot go on: " + e.getMessage() + "\nThe transport's last words:\n"
                                + child.outputTail(),
                        e);
            } finally {
                child.close();
            }
        }
    }

    private BenchSettings benchSettings() {
        String backend = String.join(
                " ",
                ChildProcess.javaProgram(),
                "-Xmx64m -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp",
                ChildProcess.classPath(),
                SoakBackend.class.getName(),
                "--soak.directory=" + directory);
        return new BenchSettings(
                settings.users(),
                SoakSession.CONTACTS,
                0,
                1,
                settings.duration().plusSeconds(1),
                Duration.ZERO,
                1,
                new BenchSettings.Backend(settings.usersPerBackend(), backend));
    }

    private SoakVerdict phases(FakeXmppServer server, ChildProcess child) throws IOException, InterruptedException {
        Patience.await(server.connected(), server, child::isAlive, START_LIMIT);
        server.setLoad(people);
        say("everybody comes");
        server.write(people::allCome);
        long third = settings.duration().toNanos() / 3;
        live(server, child, third);
        String stuckFirst = census(server);
        Memory first = child.memory();
        live(server, child, settings.duration().toNanos() - third);
        String stuckLast = census(server);
        Memory last = child.memory();

        say("everybody leaves");
        server.write(people::allLeave);
        awaitAccounts();
        Patience.awaitQuiet(server, Duration.ofMillis(500), Duration.ofSeconds(10));
        String end = stop(child);

        SoakVerdict verdict = new SoakVerdict(ledger, SoakDiary.read(directory));
        Stream.of(stuckFirst, stuckLast, end).filter(text -> !text.isEmpty()).forEach(verdict::find);
        verdict.note(ledger.kills.size() + " backends killed, " + ledger.outages.size() + " times without the server, "
                + ledger.departures.values().stream().mapToInt(List::size).sum() + " departures");
        judge(first, last, verdict);
        judgeLog(child, verdict);
        return verdict;
    }

    private static String stop(ChildProcess child) throws InterruptedException {
        try {
            child.terminate();
            return "";
        } catch (IOException e) {
            return "the transport did not stop as it should: " + e.getMessage();
        }
    }

    /** Lets everything happen for so long. */
    private void live(FakeXmppServer server, ChildProcess child, long nanos) throws IOException, InterruptedException {
        say("living for " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s");
        long begin = System.nanoTime();
        nextKill = begin + seconds(2, 6);
        nextOutage = begin + seconds(4, 10);
        nextStorm = begin + seconds(3, 6);
        long done = 0;
        while (System.nanoTime() - begin < nanos) {
            Thread.sleep(TICK_MILLIS);
            if (!child.isAlive()) {
                throw new IOException("the transport ended");
            }
            long now = System.nanoTime();
            if (now - nextOutage > 0) {
                outage(server, child);
                nextOutage = System.nanoTime() + seconds(12, 30);
            }
            if (now - nextKill > 0) {
                kill(child);
                nextKill = now + seconds(5, 12);
            }
            if (now - nextStorm > 0) {
                storm(server);
                nextStorm = now + seconds(4, 9);
            }
            long due = (System.nanoTime() - begin) / 1_000_000 * settings.rate() / 1_000;
            // What was missed while the server was away stays undone.
            long count = Math.min(due - done, settings.rate() / 10 + 1);
            done = due;
            server.write(link -> {
                for (long i = 0; i < count; i++) {
                    people.act(link);
                }
            });
        }
    }

    private long seconds(int least, int most) {
        return TimeUnit.MILLISECONDS.toNanos(least * 1_000L + random.nextInt((most - least) * 1_000));
    }

    private void storm(FakeXmppServer server) throws IOException {
        int count = Math.max(1, settings.users() / 4);
        server.write(link -> people.someLeave(link, count));
        if (random.nextBoolean()) {
            server.write(people::allCome);
        }
    }

    private void outage(FakeXmppServer server, ChildProcess child) throws IOException, InterruptedException {
        boolean orderly = random.nextBoolean();
        ledger.outages.add(new Outage(System.currentTimeMillis(), orderly));
        if (orderly) {
            server.goDown();
        } else {
            server.crash();
        }
        TimeUnit.NANOSECONDS.sleep(seconds(0, 3));
        server.comeBack();
        long begin = System.nanoTime();
        while (!server.isConnected()) {
            Thread.sleep(TICK_MILLIS);
            if (!child.isAlive() || System.nanoTime() - begin > START_LIMIT.toNanos()) {
                throw new IOException("the transport does not come back to its server");
            }
        }
    }

    /** Kills a backend, but none whose users would be refused after that. */
    private void kill(ChildProcess child) throws IOException {
        List<ProcessHandle> candidates = new ArrayList<>();
        Map<Long, Set<Integer>> seated = new HashMap<>();
        for (ProcessHandle backend : child.children()) {
            Set<Integer> users = seatedOn(backend.pid());
            if (!users.isEmpty()
                    && users.stream().allMatch(user -> crashes.getOrDefault(user, 0) <= MOST_CRASHES)
                    && users.stream().filter(crashes::containsKey).count() <= users.size() / 2) {
                candidates.add(backend);
                seated.put(backend.pid(), users);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        ProcessHandle victim = candidates.get(random.nextInt(candidates.size()));
        ledger.kills.put(victim.pid(), System.currentTimeMillis());
        victim.destroyForcibly();
        seated.getOrDefault(victim.pid(), Set.of()).forEach(user -> crashes.merge(user, 1, Integer::sum));
    }

    private Set<Integer> seatedOn(long backend) throws IOException {
        Set<Integer> users = new HashSet<>();
        for (SoakDiary.Line line : SoakDiary.read(directory, backend)) {
            switch (line.deed()) {
                case CAME -> users.add(line.user());
                case LEFT -> users.remove(line.user());
                case TOOK, SAYS -> {
                    // Nothing about who is there.
                }
            }
        }
        return users;
    }

    /** In calm, everybody has to get a message through and hear the answer; says who does not. */
    private String census(FakeXmppServer server) throws IOException, InterruptedException {
        say("everybody says something that has to be answered");
        server.write(people::allCome);
        server.write(people::beginCensus);
        long begin = System.nanoTime();
        while (true) {
            Patience.pass(Duration.ofSeconds(1), server);
            int[][] unanswered = new int[1][];
            server.write(link -> unanswered[0] = people.unanswered());
            if (unanswered[0].length == 0) {
                Patience.pass(CALM, server);
                return "";
            }
            if (System.nanoTime() - begin > CENSUS_LIMIT.toNanos()) {
                return unanswered[0].length + " users are stuck: "
                        + Arrays.toString(Arrays.copyOf(unanswered[0], Math.min(10, unanswered[0].length)));
            }
            server.write(people::goOnWithCensus);
        }
    }

    private void awaitAccounts() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (SoakVerdict.open(ledger, SoakDiary.read(directory)) > 0
                && System.nanoTime() - begin < ACCOUNTS_LIMIT.toNanos()) {
            Thread.sleep(1_000);
        }
    }

    private static void judge(Memory first, Memory last, SoakVerdict verdict) {
        verdict.note("live heap after the first third " + first.heapUsedKb() / 1024 + " MB, at the end "
                + last.heapUsedKb() / 1024 + " MB; resident " + first.residentKb() / 1024 + " and "
                + last.residentKb() / 1024 + " MB");
        if (last.heapUsedKb() > first.heapUsedKb() * MOST_GROWTH + MOST_GROWTH_KB) {
            verdict.find("the heap grows: " + first.heapUsedKb() + " KB after a third of the time, " + last.heapUsedKb()
                    + " KB at the end");
        }
    }

    private static void judgeLog(ChildProcess child, SoakVerdict verdict) throws IOException {
        List<String> bad = Files.readAllLines(child.output()).stream()
                .filter(line -> OF_OUR_CODE.matcher(line).find())
                .toList();
        if (!bad.isEmpty()) {
            verdict.find(bad.size() + " lines of the log tell of errors, first: " + bad.get(0));
        }
    }

    private void say(String what) {
        progress.println(what);
        progress.flush();
    }
}
