package org.libtransport.backend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.libtransport.concurrent.Loop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the frames of one link to the users they concern: read once, in order for each user, and bounded. When more
 * events than the limit wait in the users' loops, the link is not read until half of them are done; nothing is dropped.
 *
 * <p>Used on the link's event loop.
 */
final class EventRouter {

    private static final Logger log = LoggerFactory.getLogger(EventRouter.class);

    /** Batches of this size set out before the burst is over, so that the other loop need not wait for its work. */
    private static final int FULL_BATCH = 512;

    private final Channel channel;
    private final Map<String, Seat> seats;
    private final ReadGate gate;
    private final int limit;
    private final Consumer<Wire.RoomList> roomsForAll;
    private final Metrics metrics;
    private final List<EventBatch> batches = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final RawXmlStream rawXml;
    private volatile boolean paused;

    /** @param roomsForAll takes a list of rooms that is for no user in particular */
    EventRouter(
            String link,
            Channel channel,
            Map<String, Seat> seats,
            ReadGate gate,
            int limit,
            Consumer<Wire.RoomList> roomsForAll,
            Metrics metrics) {
        this.roomsForAll = roomsForAll;
        this.channel = channel;
        this.seats = seats;
        this.gate = gate;
        this.limit = limit;
        this.metrics = metrics;
        this.rawXml = new RawXmlStream(link, this::route, metrics);
    }

    void route(Frame frame) {
        if (frame.type() == Type.TYPE_RAW_XML) {
            rawXml.read(frame.payload());
            return;
        }
        MessageLite payload;
        try {
            payload = UserFrames.read(frame);
        } catch (InvalidProtocolBufferException e) {
            metrics.increment(Counter.FRAMES_UNREADABLE);
            log.debug("Skipping {}: {}", frame, e.getMessage());
            return;
        }
        if (payload == null) {
            log.debug("Skipping {}: not for a transport, or not supported", frame);
            return;
        }
        String user = UserFrames.user(payload);
        if (user.isEmpty() && frame.type() == Type.TYPE_ROOM_LIST) {
            roomsForAll.accept((Wire.RoomList) payload);
            return;
        }
        send(user, frame.type(), payload);
    }

    private void route(Element stanza) {
        String to = stanza.attribute("to");
        int slash = to == null ? -1 : to.indexOf('/');
        send(to == null ? "" : slash < 0 ? to : to.substring(0, slash), Type.TYPE_RAW_XML, stanza);
    }

    private void send(String user, Type type, Object payload) {
        Seat seat = seats.get(user);
        if (seat == null) {
            metrics.increment(Counter.FRAMES_UNROUTABLE);
            log.debug("Skipping {}: {} is not on this backend", type, user);
        } else {
            send(seat, type, payload);
        }
    }

    /** Sends what was collected on its way. */
    void burstOver() {
        if (batches.isEmpty()) {
            return;
        }
        batches.forEach(this::post);
        batches.clear();
    }

    private void send(Seat seat, Type type, Object payload) {
        Loop loop = seat.loop();
        if (loop.isCurrent()) {
            seat.deliver(type, payload);
            return;
        }
        EventBatch batch = batchFor(loop);
        batch.add(seat, type, payload);
        if (batch.size() == FULL_BATCH) {
            batches.remove(batch);
            post(batch);
        }
    }

    private EventBatch batchFor(Loop loop) {
        for (int i = 0; i < batches.size(); i++) {
            if (batches.get(i).loop() == loop) {
                return batches.get(i);
            }
        }
        EventBatch batch = new EventBatch(loop, this::delivered);
        batches.add(batch);
        return batch;
    }

    private void post(EventBatch batch) {
        int waiting = inFlight.addAndGet(batch.size());
        batch.loop().execute(batch);
        if (waiting > limit && !paused) {
            paused = true;
            gate.set(ReadGate.Reason.EVENTS_WAITING, true);
            resumeIfDone();
        }
    }

    private void delivered(int events) {
        if (inFlight.addAndGet(-events) <= limit / 2 && paused) {
            channel.eventLoop().execute(this::resumeIfDone);
        }
    }

    private void resumeIfDone() {
        if (paused && inFlight.get() <= limit / 2) {
            paused = false;
            gate.set(ReadGate.Reason.EVENTS_WAITING, false);
        }
    }
}
