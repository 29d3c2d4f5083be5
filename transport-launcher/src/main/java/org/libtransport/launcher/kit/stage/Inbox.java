package org.libtransport.launcher.kit.stage;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendLauncher.End;
import org.libtransport.launcher.peer.Arrival;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.launcher.peer.StartedBackend;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * What came from one backend and was not taken yet, sorted by session and type; the order within these is kept. The session
 * of frames about the link is the empty text.
 */
final class Inbox {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int RECENT = 3;

    /** What may be about no session; a list of rooms is then for all. */
    private static final Set<Type> ABOUT_LINK = EnumSet.of(
            Type.TYPE_PONG,
            Type.TYPE_STATS,
            Type.TYPE_BACKEND_CONFIG,
            Type.TYPE_ROOM_LIST,
            Type.TYPE_RAW_XML,
            Type.TYPE_QUERY,
            Type.TYPE_HELLO,
            Type.TYPE_TOKEN);

    private final StartedBackend backend;
    private final Map<Key, Deque<Frame>> frames = new HashMap<>();
    private final Set<String> sessions = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Type> order = new ArrayList<>();
    private final Deque<Frame> recent = new ArrayDeque<>();
    private @Nullable String end;

    private record Key(String session, Type type) {}

    Inbox(StartedBackend backend) {
        this.backend = backend;
        sessions.add("");
    }

    /** From now on frames about this session are no surprise. */
    void expectSession(String key) {
        sessions.add(key);
    }

    /** What a transport would not have understood since this was asked last, in words. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    /** The types of the first frames, of all up to the first PONG. */
    List<Type> order() {
        return List.copyOf(order);
    }

    /** The first frame of this kind that fits, or empty if there is none in time. */
    <M extends MessageLite> Optional<M> poll(Kind<M> kind, String session, Predicate<M> fits, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        drain();
        Optional<M> found = find(kind, session, fits);
        while (found.isEmpty() && end == null && receive(deadline - System.nanoTime())) {
            found = find(kind, session, fits);
        }
        return found;
    }

    <M extends MessageLite> M await(Kind<M> kind, String session, Predicate<M> fits, String expected, Duration atMost)
            throws Unmet, InterruptedException {
        Optional<M> found = poll(kind, session, fits, atMost);
        if (found.isEmpty()) {
            throw new Unmet(expected, nothing(atMost));
        }
        return found.get();
    }

    /** Waits for a frame whose content is none of protobuf's. */
    Frame await(Type type, String expected, Duration atMost) throws Unmet, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        drain();
        Deque<Frame> waiting = queue("", type);
        while (waiting.isEmpty() && end == null && receive(deadline - System.nanoTime())) {
            // until it is there
        }
        Frame first = waiting.pollFirst();
        if (first == null) {
            throw new Unmet(expected, nothing(atMost));
        }
        return first;
    }

    /** Whether a frame without content is there that nobody waited for. */
    boolean has(Type type) throws InterruptedException {
        drain();
        return !queue("", type).isEmpty();
    }

    private void drain() throws InterruptedException {
        while (end == null && receive(0)) {
            // until nothing is left
        }
    }

    private boolean receive(long nanos) throws InterruptedException {
        Arrival arrival = backend.link().next(Duration.ofNanos(nanos));
        if (arrival == null) {
            return false;
        }
        if (arrival instanceof Arrival.Arrived arrived) {
            sort(arrived.frame());
        } else if (arrival instanceof Arrival.Unreadable unreadable) {
            faults.add(unreadable.what());
        } else if (arrival instanceof Arrival.Closed closed) {
            end = closed.why() + ended();
        }
        return true;
    }

    private String ended() throws InterruptedException {
        return backend.awaitEnd(LAST_WORDS).map(End::reason).map("; "::concat).orElse("") + backend.lastWords();
    }

    private void sort(Frame frame) {
        if (!order.contains(Type.TYPE_PONG)) {
            order.add(frame.type());
        }
        recent.addLast(frame);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        try {
            Optional<Kind<? extends MessageLite>> kind = Kind.of(frame.type());
            String session = kind.isPresent() ? kind.get().userOf(frame) : "";
            if (sessions.contains(session) && (!session.isEmpty() || ABOUT_LINK.contains(frame.type()))) {
                queue(session, frame.type()).add(frame);
            } else {
                faults.add("about '" + session + "', who is not logged in: " + Kind.told(frame));
            }
        } catch (InvalidProtocolBufferException e) {
            faults.add(Kind.told(frame));
        }
    }

    private Deque<Frame> queue(String session, Type type) {
        return frames.computeIfAbsent(new Key(session, type), key -> new ArrayDeque<>());
    }

    private <M extends MessageLite> Optional<M> find(Kind<M> kind, String session, Predicate<M> fits) {
        Iterator<Frame> waiting = queue(session, kind.type()).iterator();
        while (waiting.hasNext()) {
            M message = read(kind, waiting.next());
            if (fits.test(message)) {
                waiting.remove();
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private static <M extends MessageLite> M read(Kind<M> kind, Frame frame) {
        try {
            return kind.read(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("was readable when it was sorted", e);
        }
    }

    private String nothing(Duration atMost) {
        String why = end;
        if (why != null) {
            return why;
        }
        StringBuilder text = new StringBuilder("nothing of that kind within " + atMost.toSeconds() + " s");
        if (!faults.isEmpty()) {
            text.append("; but ").append(String.join("; ", faults.subList(0, Math.min(faults.size(), RECENT))));
        } else if (!recent.isEmpty()) {
            text.append("; what came last: ")
                    .append(String.join(", ", recent.stream().map(Kind::told).toList()));
        }
        return text.toString();
    }
}
