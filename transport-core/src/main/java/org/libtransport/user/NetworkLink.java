package org.libtransport.user;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendSession;
import org.libtransport.backend.BackendUser;
import org.libtransport.backend.Backends;
import org.libtransport.concurrent.Backoff;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.NetworkMessages;
import org.libtransport.failure.Failure;
import org.libtransport.presence.Availability;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.rawxml.RawNetwork;
import org.libtransport.roster.ContactCommands;
import org.libtransport.text.Sentence;

/**
 * One user's way to the network: asks for a backend, logs in, and does both again after a failure that may pass. Not
 * thread-safe: belongs to the user's loop.
 */
final class NetworkLink implements NetworkMessages, ContactCommands, RawNetwork {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** How long a log-in must last until its end is a new trouble and not the old one. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Who is told how the link is. */
    interface Events {
        void loggingIn();

        void online();

        /** The user is being logged in anew on another backend, which nobody need notice. */
        void moving();

        /** That log-in is done. */
        void moved();

        /**
         * The link is lost and tried again after the pause.
         *
         * @param again whether it was lost shortly before as well
         */
        void interrupted(Failure failure, Duration pause, boolean again);

        /** The link is lost for good. {@code error} is the network's number for it. */
        void ended(Failure failure, int error);
    }

    private enum State {
        CLOSED,
        WAITING_FOR_BACKEND,
        LOGGING_IN,
        ONLINE,
        /** Online as far as people see, but just being logged in on another backend. */
        MOVING,
        PAUSING
    }

    private final BackendUser user;
    private final Credentials credentials;
    private final Backends backends;
    private final Events events;
    private final Backoff backoff;
    private final Duration patience;
    private State state = State.CLOSED;
    private Availability own = Availability.OFFLINE;
    private Availability told = Availability.OFFLINE;
    private boolean troubled;
    private long onlineSince;
    private Backends.@Nullable Request request;
    private @Nullable BackendSession session;
    private Loop.@Nullable Timer retry;
    private Loop.@Nullable Timer deadline;

    NetworkLink(BackendUser user, Account account, UserServices services, Events events) {
        this.user = user;
        this.credentials = new Credentials(user.key(), account, services);
        this.backends = services.backends();
        this.events = events;
        this.patience = services.policy().loginTimeout();
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, services.random());
    }

    boolean isOnline() {
        return state == State.ONLINE || state == State.MOVING;
    }

    /** Whether the network takes something now. */
    boolean isReady() {
        return state == State.ONLINE;
    }

    void open() {
        state = State.WAITING_FOR_BACKEND;
        request = backends.request(user);
    }

    /** Tells the network how the user is, if that is news. */
    void changeOwnPresence(Availability now) {
        if (now.isOnline()) {
            own = now;
            tellOwnPresence();
        }
    }

    private void tellOwnPresence() {
        if (own.equals(told) || session == null) {
            return;
        }
        Wire.Status status = Wire.Status.newBuilder()
                .setUserName(user.key())
                .setStatus(own.status())
                .setStatusMessage(own.text())
                .build();
        if (send(WrapperMessage.Type.TYPE_STATUS_CHANGED, status)) {
            told = own;
        }
    }

    void backendReady(BackendSession ready, Wire.@Nullable Buddies knownBuddies, Map<String, String> settings) {
        request = null;
        boolean moving = leaveForAnother();
        Wire.Login login = credentials.login(ready, settings);
        if (login == null) {
            ready.release();
            failed(Credentials.NOT_ENOUGH, Wire.ConnectionError.CONNECTION_ERROR_AUTHENTICATION_FAILED_VALUE);
            return;
        }
        if (!ready.send(WrapperMessage.Type.TYPE_LOGIN, login)) {
            ready.release();
            pause(Failure.of(Failure.Kind.OVERLOAD, Sentence.NETWORK_BUSY));
            return;
        }
        session = ready;
        told = Availability.OFFLINE;
        expectAnswer();
        if (moving) {
            state = State.MOVING;
            events.moving();
        } else {
            state = State.LOGGING_IN;
            events.loggingIn();
        }
        if (knownBuddies != null) {
            send(WrapperMessage.Type.TYPE_BUDDIES, knownBuddies);
        }
        tellOwnPresence();
    }

    /** Logs out where the user is, if anywhere, and stays only for messages that are on their way. */
    private boolean leaveForAnother() {
        BackendSession before = session;
        if (before == null) {
            return false;
        }
        session = null;
        logOut(before);
        before.retire();
        return state == State.ONLINE || state == State.MOVING;
    }

    private void expectAnswer() {
        stopWaiting();
        if (!patience.isZero()) {
            deadline = user.loop()
                    .schedule(
                            patience,
                            () -> disconnected(
                                    Wire.ConnectionError.CONNECTION_ERROR_NETWORK_ERROR_VALUE,
                                    Failure.of(Failure.Kind.NETWORK, Sentence.LOGIN_UNANSWERED)));
        }
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    void loginToken(String token) {
        if (session != null) {
            credentials.give(token, session);
        }
    }

    void connected() {
        stopWaiting();
        if (state == State.LOGGING_IN) {
            state = State.ONLINE;
            onlineSince = user.loop().nanoTime();
            events.online();
        } else if (state == State.MOVING) {
            state = State.ONLINE;
            events.moved();
        }
    }

    /** The network ended the session, or refused to begin it. */
    void disconnected(int error, Failure failure) {
        leaveBackend();
        failed(failure, error);
    }

    void backendLost(Failure failure) {
        session = null;
        failed(failure, Wire.ConnectionError.CONNECTION_ERROR_OTHER_ERROR_VALUE);
    }

    void backendUnavailable(Failure failure) {
        request = null;
        failed(failure, Wire.ConnectionError.CONNECTION_ERROR_OTHER_ERROR_VALUE);
    }

    private void failed(Failure failure, int error) {
        stopWaiting();
        if (failure.retryable()) {
            pause(failure);
        } else if (state != State.CLOSED) {
            state = State.CLOSED;
            events.ended(failure, error);
        }
    }

    private void pause(Failure failure) {
        if (state == State.CLOSED) {
            return;
        }
        if (isOnline() && user.loop().nanoTime() - onlineSince >= SETTLED.toNanos()) {
            backoff.reset();
            troubled = false;
        }
        boolean again = troubled;
        troubled = true;
        state = State.PAUSING;
        Duration pause = backoff.next();
        retry = user.loop().schedule(pause, () -> {
            retry = null;
            open();
        });
        events.interrupted(failure, pause, again);
    }

    /** Logs out of the network and leaves the backend. No event follows. */
    void close() {
        state = State.CLOSED;
        stopWaiting();
        if (request != null) {
            request.cancel();
            request = null;
        }
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
        leaveBackend();
    }

    private void leaveBackend() {
        BackendSession leaving = session;
        if (leaving != null) {
            session = null;
            logOut(leaving);
            leaving.release();
        }
    }

    private void logOut(BackendSession of) {
        of.send(WrapperMessage.Type.TYPE_LOGOUT, credentials.logout());
    }

    @Override
    public boolean send(WrapperMessage.Type type, MessageLite payload) {
        return session != null && session.send(type, payload);
    }

    @Override
    public boolean send(WrapperMessage.Type type, MessageLite payload, Runnable unwritten) {
        return session != null && session.send(type, payload, unwritten);
    }

    @Override
    public boolean sendXml(ByteString xml, @Nullable Runnable unwritten) {
        return session != null && session.sendXml(xml, unwritten);
    }

    @Override
    public long nextAckId() {
        return session == null ? 0 : session.nextAckId();
    }

    /** What the backend is called in the log. */
    String backend() {
        return session == null ? "no backend" : session.backendName();
    }

    @Override
    public boolean addOrUpdate(Wire.Buddy buddy) {
        return send(WrapperMessage.Type.TYPE_BUDDY_CHANGED, buddy);
    }

    @Override
    public boolean remove(Wire.Buddy buddy) {
        return send(WrapperMessage.Type.TYPE_BUDDY_REMOVED, buddy);
    }
}
