package org.libtransport.launcher.console;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.libtransport.launcher.kit.stage.Announcement;
import org.libtransport.launcher.peer.Arrival;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.launcher.peer.StartedBackend;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * Lines in, lines out. What the backend tells is printed when it comes, by a thread of its own; commands are obeyed one after
 * the other.
 */
public final class BackendConsole {

    /** How often the transport asks whether a backend is alive; those of Spectrum 2 end themselves if it does not. */
    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final StartedBackend backend;
    private final Screen screen;
    private final Person person;
    private final Commands commands;
    private final Happened happened = new Happened();
    private final TypedLines lines;
    /** For each PING without a PONG, in their order, whether it was typed. */
    private final Queue<Boolean> pings = new ConcurrentLinkedQueue<>();

    private volatile boolean gone;
    private volatile boolean leaving;

    /**
     * Prepares.
     *
     * @param in what is typed
     * @param name at the network, for {@code login} without one
     */
    public BackendConsole(StartedBackend backend, BufferedReader in, Screen screen, String name, String password) {
        this.backend = backend;
        this.lines = new TypedLines(in);
        this.screen = screen;
        this.person = new Person(backend.link());
        this.commands = new Commands(person, name, password);
    }

    /**
     * Obeys until the input or the backend ends.
     *
     * @param strict whether a line that cannot be obeyed, and an event that does not come, is the end
     * @return whether all lines were obeyed and the backend did not end by itself
     */
    public boolean run(boolean strict) throws InterruptedException {
        Thread reader = new Thread(this::listen, "backend-events");
        reader.setDaemon(true);
        ping(false);
        reader.start();
        boolean good = true;
        Optional<String> line = lines.next();
        while (line.isPresent() && good && !leaving) {
            good = obey(line.get()) || !strict;
            line = good && !leaving ? lines.next() : Optional.empty();
        }
        if (strict && good && !leaving) {
            // What was piped in is over, the answers to it may not be.
            happened.awaitQuiet(QUIET.toNanos(), GOODBYE.toNanos());
        }
        boolean endedByItself = gone;
        leaving = true;
        person.exit();
        backend.awaitEnd(GOODBYE);
        return good && !endedByItself;
    }

    private boolean obey(String line) throws InterruptedException {
        try {
            Words words = new Words(line);
            String command = words.next();
            switch (command) {
                case "wait" -> await(words);
                case "ping" -> ping(true);
                case "help" -> screen.page(Commands.HELP);
                case "quit" -> leaving = true;
                default -> {
                    String answer = commands.obey(command, words);
                    if (!answer.isEmpty()) {
                        screen.note(answer);
                    }
                }
            }
            return true;
        } catch (MisspokenException e) {
            screen.wrong(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Each event is waited for once, in whatever order they came. */
    private void await(Words words) throws MisspokenException, InterruptedException {
        String name = words.need("an event");
        if (!Event.NAMES.contains(name)) {
            throw new MisspokenException("there is no event " + name + ", only " + String.join(", ", Event.NAMES));
        }
        String seconds = words.next();
        Duration atMost = Duration.ofSeconds(number(seconds.isEmpty() ? "10" : seconds));
        if (!happened.await(name, atMost.toNanos())) {
            throw new MisspokenException("no " + name + " came");
        }
    }

    private static int number(String text) throws MisspokenException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MisspokenException("expected a number of seconds, not " + text);
        }
    }

    private void listen() {
        long lastPing = System.nanoTime();
        try {
            while (true) {
                Arrival arrival = backend.link().next(Duration.ofSeconds(1));
                if (arrival instanceof Arrival.Arrived arrived) {
                    arrived(arrived.frame());
                } else if (arrival instanceof Arrival.Unreadable unreadable) {
                    screen.told("not readable: " + unreadable.what());
                } else if (arrival instanceof Arrival.Closed closed) {
                    closed(closed);
                    return;
                }
                if (System.nanoTime() - lastPing > PING_EVERY.toNanos()) {
                    lastPing = System.nanoTime();
                    ping(false);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void arrived(Frame frame) {
        if (frame.type() == Type.TYPE_BACKEND_CONFIG) {
            answerTo(frame);
        }
        Event event = Event.of(frame);
        boolean routine =
                frame.type() == Type.TYPE_TOKEN || frame.type() == Type.TYPE_PONG && Boolean.FALSE.equals(pings.poll());
        if (!routine) {
            screen.told(event.line());
            happened.add(event);
        }
    }

    private synchronized void ping(boolean typed) {
        pings.add(typed);
        person.ping();
    }

    private void answerTo(Frame config) {
        try {
            Announcement announced =
                    Announcement.of(List.of(Kind.CONFIG.read(config).getConfig()));
            if (announced.has(Extensions.SECTION + "." + Extensions.HELLO)) {
                backend.link()
                        .send(
                                Type.TYPE_HELLO,
                                Wire.Hello.newBuilder()
                                        .setLowestVersion(Extensions.LOWEST_VERSION)
                                        .setHighestVersion(Extensions.HIGHEST_VERSION)
                                        .setSoftware("libtransport console")
                                        .build());
            }
            if (announced.has(Extensions.SECTION + "." + Extensions.ACKNOWLEDGEMENT)) {
                person.expectAnswers();
            }
        } catch (InvalidProtocolBufferException e) {
            screen.told("not readable: " + Kind.told(config));
        }
    }

    private void closed(Arrival.Closed closed) throws InterruptedException {
        if (!leaving) {
            gone = true;
            leaving = true;
            String end = backend.awaitEnd(LAST_WORDS)
                    .map(ended -> "; " + ended.reason())
                    .orElse("");
            screen.wrong(closed.why() + end);
        }
        happened.end();
        lines.end();
    }
}
