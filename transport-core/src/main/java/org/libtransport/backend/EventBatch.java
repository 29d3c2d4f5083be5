package org.libtransport.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * The events of one read burst for the users of one loop: they cross the border between threads together, because
 * crossing costs more than delivering. Filled on the link's event loop, run once on the users' loop.
 */
final class EventBatch implements Runnable {

    private final Loop loop;
    private final IntConsumer delivered;
    private final List<Object> items = new ArrayList<>();

    EventBatch(Loop loop, IntConsumer delivered) {
        this.loop = loop;
        this.delivered = delivered;
    }

    Loop loop() {
        return loop;
    }

    void add(Seat seat, Type type, Object payload) {
        items.add(seat);
        items.add(type);
        items.add(payload);
    }

    int size() {
        return items.size() / 3;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < items.size(); i += 3) {
                ((Seat) items.get(i)).deliver((Type) items.get(i + 1), items.get(i + 2));
            }
        } finally {
            delivered.accept(size());
        }
    }
}
