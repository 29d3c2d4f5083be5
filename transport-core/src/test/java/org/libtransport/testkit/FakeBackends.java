package org.libtransport.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.backend.BackendSession;
import org.libtransport.backend.BackendUser;
import org.libtransport.backend.Backends;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * Backends without processes and sockets, for tests of the user side: records what users send and fires what a test
 * wants them to hear, on their loops (with a {@link ManualLoop}: at its next run).
 *
 * <p>Gives a seat at once unless told to {@link #holdRequests hold}. Used from the test's thread only, which is also the
 * one that runs the loops.
 */
public final class FakeBackends implements Backends {

    private final Map<String, BackendUser> waiting = new LinkedHashMap<>();
    private final Map<String, FakeSession> seats = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private BackendFeatures features = BackendFeatures.DEFAULT;
    private final List<Runnable> unwrittenFrames = new ArrayList<>();
    private boolean holding;
    private boolean acknowledging;
    private boolean takingTokens;
    private boolean stuck;
    private long nextAckId = 1;
    private int requests;

    /** A frame that a user handed over. */
    public record Sent(String user, WrapperMessage.Type type, MessageLite payload) {

        /** The payload as what the test knows it to be. */
        public <T extends MessageLite> T payloadAs(Class<T> kind) {
            return kind.cast(payload);
        }
    }

    @Override
    public Request request(BackendUser user) {
        requests++;
        waiting.put(user.key(), user);
        if (!holding) {
            giveSeat(user.key());
        }
        return () -> waiting.remove(user.key(), user);
    }

    @Override
    public BackendFeatures features() {
        return features;
    }

    /** What users read from {@link #features} from now on. */
    public void setFeatures(BackendFeatures announced) {
        this.features = announced;
    }

    /** Lets requests wait until {@link #giveSeat} or {@link #refuse}; or no longer, for those to come. */
    public void holdRequests(boolean hold) {
        this.holding = hold;
    }

    /** Whether backends that give seats from now on acknowledge messages. */
    public void setAcknowledging(boolean acknowledge) {
        this.acknowledging = acknowledge;
    }

    /** From now on backends give tokens and take them instead of passwords, or do not. */
    public void takeTokens(boolean take) {
        this.takingTokens = take;
    }

    /** While stuck, messages are taken and get into no socket; they are not among what was sent. */
    public void setStuck(boolean nothingWritten) {
        this.stuck = nothingWritten;
    }

    /** The connection ends with what was stuck in it. */
    public void dropStuck() {
        unwrittenFrames.forEach(Runnable::run);
        unwrittenFrames.clear();
    }

    /** How often anybody asked for a backend. */
    public int requests() {
        return requests;
    }

    /** Who waits for a seat, in the order they asked. */
    public List<String> waitingUsers() {
        return List.copyOf(waiting.keySet());
    }

    /** Who has a seat. */
    public List<String> seatedUsers() {
        return List.copyOf(seats.keySet());
    }

    /** Answers a waiting request with a seat. */
    public void giveSeat(String user) {
        BackendUser asked = takeWaiting(user);
        FakeSession session = new FakeSession(asked);
        seats.put(user, session);
        asked.loop().execute(() -> asked.events().backendReady(session));
    }

    /** Offers a seated user another seat to move to. */
    public void move(String user) {
        BackendUser seated = seat(user).user;
        FakeSession session = new FakeSession(seated);
        seats.put(user, session);
        seated.loop().execute(() -> seated.events().backendReady(session));
    }

    /** Answers a waiting request with a failure. */
    public void refuse(String user, Failure failure) {
        BackendUser asked = takeWaiting(user);
        asked.loop().execute(() -> asked.events().backendUnavailable(failure));
    }

    /** Takes the backend away under a seated user. */
    public void lose(String user, Failure failure) {
        FakeSession session = seat(user);
        session.gone = true;
        seats.remove(user);
        session.user.loop().execute(() -> session.user.events().backendLost(failure));
    }

    /** Fires any event at a seated user. */
    public void fire(String user, Consumer<BackendEvents> event) {
        FakeSession session = seat(user);
        session.user.loop().execute(() -> event.accept(session.user.events()));
    }

    /** From now on, what this seated user sends is not taken, or is again. */
    public void setFull(String user, boolean full) {
        seat(user).full = full;
    }

    /** All frames taken so far, of all users. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** All frames of one user taken so far. */
    public List<Sent> sentBy(String user) {
        return sent.stream().filter(frame -> frame.user().equals(user)).toList();
    }

    /** The payloads of one type that a user sent. */
    public <T extends MessageLite> List<T> sentBy(String user, WrapperMessage.Type type, Class<T> kind) {
        return sent.stream()
                .filter(frame -> frame.user().equals(user) && frame.type() == type)
                .map(frame -> frame.payloadAs(kind))
                .toList();
    }

    /** The types of the frames one user sent, in order. */
    public List<WrapperMessage.Type> typesSentBy(String user) {
        return sentBy(user).stream().map(Sent::type).toList();
    }

    /** Forgets the frames recorded so far. */
    public void clearSent() {
        sent.clear();
    }

    private BackendUser takeWaiting(String user) {
        BackendUser asked = waiting.remove(user);
        if (asked == null) {
            throw new NoSuchElementException(user + " does not wait for a backend");
        }
        return asked;
    }

    private FakeSession seat(String user) {
        FakeSession session = seats.get(user);
        if (session == null) {
            throw new NoSuchElementException(user + " has no seat");
        }
        return session;
    }

    private final class FakeSession implements BackendSession {

        private final BackendUser user;
        private final boolean acknowledges = acknowledging;
        private boolean gone;
        private boolean full;

        FakeSession(BackendUser user) {
            this.user = user;
        }

        @Override
        public boolean send(WrapperMessage.Type type, MessageLite payload) {
            if (!user.loop().isCurrent()) {
                throw new AssertionError(type + " was sent outside the loop of " + user.key());
            }
            if (gone || full) {
                return false;
            }
            sent.add(new Sent(user.key(), type, payload));
            return true;
        }

        @Override
        public boolean send(WrapperMessage.Type type, MessageLite payload, Runnable unwritten) {
            if (stuck) {
                unwrittenFrames.add(() -> user.loop().execute(unwritten));
                return true;
            }
            return send(type, payload);
        }

        @Override
        public long nextAckId() {
            return acknowledges ? nextAckId++ : 0;
        }

        @Override
        public boolean takesTokens() {
            return takingTokens;
        }

        @Override
        public boolean sendXml(ByteString xml, @Nullable Runnable unwritten) {
            BytesValue text = BytesValue.of(xml);
            return unwritten == null
                    ? send(WrapperMessage.Type.TYPE_RAW_XML, text)
                    : send(WrapperMessage.Type.TYPE_RAW_XML, text, unwritten);
        }

        @Override
        public void release() {
            gone = true;
            seats.remove(user.key(), this);
        }

        @Override
        public void retire() {
            gone = true;
            seats.remove(user.key(), this);
        }

        @Override
        public String backendName() {
            return "fake";
        }
    }
}
