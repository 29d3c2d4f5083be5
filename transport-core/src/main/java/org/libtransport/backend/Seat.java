package org.libtransport.backend;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
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

    private enum State {
        OFFERED,
        TAKEN,
        LEFT
    }

    private final PoolRequest request;
    private final BackendLink link;
    private final OutboundLane lane;
    private final BackendPool pool;
    private State state = State.OFFERED;

    Seat(PoolRequest request, BackendLink link, OutboundLane lane, BackendPool pool) {
        this.request = request;
        this.link = link;
        this.lane = lane;
        this.pool = pool;
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
        if (request.isCancelled()) {
            release();
            return;
        }
        state = State.TAKEN;
        guarded(() -> request.user().events().backendReady(this));
    }

    /** Hands on a frame of the backend. On the user's loop. */
    void deliver(Type type, Object payload) {
        if (state != State.TAKEN) {
            pool.metrics().increment(Counter.FRAMES_UNROUTABLE);
            return;
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
        return state == State.TAKEN && lane.write(type, payload, null);
    }

    @Override
    public boolean send(Type type, MessageLite payload, Runnable unwritten) {
        return state == State.TAKEN && lane.write(type, payload, unwritten);
    }

    @Override
    public boolean sendXml(ByteString xml, Runnable unwritten) {
        return state == State.TAKEN && lane.writeXml(xml, unwritten);
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
