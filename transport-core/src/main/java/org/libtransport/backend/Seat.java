package org.libtransport.backend;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user's seat on a link. Its state belongs to the user's loop, so that after {@link #release} really no event follows,
 * whatever is still on its way.
 */
final class Seat implements BackendSession {

    private static final Logger log = LoggerFactory.getLogger(Seat.class);

    /** How long messages are taken from a backend whose user has moved. */
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(5);

    private static final ByteString RAW_MESSAGE = ByteString.copyFromUtf8("<message");

    private enum State {
        OFFERED,
        TAKEN,
        /** The user sits elsewhere already; what people wrote and is still on its way here is delivered. */
        RETIRED,
        LEFT
    }

    private final PoolRequest request;
    private final BackendLink link;
    private final OutboundLane lane;
    private final BackendPool pool;
    private final @Nullable Seat predecessor;
    private State state = State.OFFERED;
    private volatile boolean connected;
    private volatile long lastActivity;
    /** Belongs to the pool's loop. */
    private boolean hasSuccessor;

    Seat(PoolRequest request, BackendLink link, OutboundLane lane, BackendPool pool) {
        this(request, link, lane, pool, null);
    }

    private Seat(
            PoolRequest request, BackendLink link, OutboundLane lane, BackendPool pool, @Nullable Seat predecessor) {
        this.request = request;
        this.link = link;
        this.lane = lane;
        this.pool = pool;
        this.predecessor = predecessor;
    }

    /** A seat for the same user on another link, if the user has this one when it is offered. On the pool's loop. */
    Seat successor(BackendLink other) {
        hasSuccessor = true;
        PoolRequest again = new PoolRequest(request.user(), pool);
        return new Seat(again, other, other.output().lane(loop()), pool, this);
    }

    /**
     * Whether the user is logged in to the network and nobody wrote in either direction for longer than this. On the
     * pool's loop.
     */
    boolean isIdleFor(Duration time) {
        return isSettled() && loop().nanoTime() - lastActivity > time.toNanos();
    }

    /** Whether the user is logged in here and on no way to another. On the pool's loop. */
    boolean isSettled() {
        return connected && !hasSuccessor;
    }

    String key() {
        return request.user().key();
    }

    Loop loop() {
        return request.user().loop();
    }

    BackendLink link() {
        return link;
    }

    /** Offers the seat, unless the user does not want it any more. On the user's loop. */
    void offer() {
        if (state != State.OFFERED) {
            return;
        }
        boolean tooLate = predecessor != null && predecessor.state != State.TAKEN;
        if (request.isCancelled() || tooLate) {
            release();
            return;
        }
        state = State.TAKEN;
        guarded(() -> request.user().events().backendReady(this));
    }

    /** Hands on a frame of the backend. On the user's loop. */
    void deliver(Type type, Object payload) {
        boolean fromPeople = UserFrames.isFromPeople(type, payload);
        if (state == State.RETIRED && !fromPeople) {
            return;
        }
        if (state != State.TAKEN && state != State.RETIRED) {
            pool.metrics().increment(Counter.FRAMES_UNROUTABLE);
            return;
        }
        if (fromPeople || type == Type.TYPE_CONNECTED) {
            lastActivity = loop().nanoTime();
            connected |= type == Type.TYPE_CONNECTED;
        }
        try {
            UserFrames.deliver(request.user().events(), type, payload);
        } catch (RuntimeException | StackOverflowError e) {
            log.error("Handling {} of {} failed", type, key(), e);
        }
    }

    /** The backend is gone. On the user's loop. */
    void lose(Failure failure) {
        State before = state;
        state = State.LEFT;
        if (before == State.TAKEN) {
            guarded(() -> request.user().events().backendLost(failure));
        }
    }

    @Override
    public boolean send(Type type, MessageLite payload) {
        noteSent(type);
        return state == State.TAKEN && lane.write(type, payload, null);
    }

    @Override
    public boolean send(Type type, MessageLite payload, Runnable unwritten) {
        noteSent(type);
        return state == State.TAKEN && lane.write(type, payload, unwritten);
    }

    @Override
    public boolean sendXml(ByteString xml, @Nullable Runnable unwritten) {
        if (xml.startsWith(RAW_MESSAGE)) {
            lastActivity = loop().nanoTime();
        }
        return state == State.TAKEN && lane.writeXml(xml, unwritten);
    }

    @Override
    public boolean takesTokens() {
        return link.takesTokens();
    }

    @Override
    public long nextAckId() {
        return link.nextAckId();
    }

    @Override
    public void release() {
        if (state != State.LEFT) {
            state = State.LEFT;
            pool.leave(this);
        }
    }

    @Override
    public void retire() {
        if (state == State.TAKEN) {
            state = State.RETIRED;
            loop().schedule(LAST_MESSAGES, this::release);
        }
    }

    private void noteSent(Type type) {
        switch (type) {
            case TYPE_CONV_MESSAGE,
                    TYPE_ATTENTION,
                    TYPE_ROOM_SUBJECT_CHANGED,
                    TYPE_BUDDY_TYPING,
                    TYPE_BUDDY_TYPED,
                    TYPE_BUDDY_STOPPED_TYPING -> lastActivity = loop().nanoTime();
            default -> {
                // Presence comes and goes without anybody doing anything.
            }
        }
    }

    @Override
    public String backendName() {
        return link.name();
    }

    private void guarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | StackOverflowError e) {
            log.error("Telling {} about {} failed", key(), link.name(), e);
        }
    }
}
