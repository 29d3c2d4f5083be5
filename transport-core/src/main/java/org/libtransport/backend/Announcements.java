package org.libtransport.backend;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;

/**
 * What backends say of the network for all users: their configuration and the rooms that are open to everybody. It counts
 * from the moment that a backend is used as one; what others say never does. Used on the pool's loop unless told otherwise.
 */
final class Announcements {

    /** What one said that is not used as a backend yet. */
    private static final class Held {
        private final AnnouncedConfig config = new AnnouncedConfig();
        private boolean configured;
        private Wire.@Nullable RoomList rooms;
    }

    private final AnnouncedConfig announced = new AnnouncedConfig();
    private final Map<PooledBackend, Held> held = new IdentityHashMap<>();
    private final List<Consumer<BackendFeatures>> featureListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Wire.RoomList>> roomListeners = new CopyOnWriteArrayList<>();
    private volatile BackendFeatures features = BackendFeatures.DEFAULT;

    /** From any thread. */
    BackendFeatures features() {
        return features;
    }

    /** From any thread. */
    void onFeatures(Consumer<BackendFeatures> told) {
        featureListeners.add(told);
    }

    /** From any thread. */
    void onRooms(Consumer<Wire.RoomList> told) {
        roomListeners.add(told);
    }

    void config(PooledBackend backend, String text) {
        if (backend.isServing()) {
            announced.add(text);
            tellFeatures();
        } else {
            Held its = heldFor(backend);
            its.config.add(text);
            its.configured = true;
        }
    }

    void rooms(PooledBackend backend, Wire.RoomList rooms) {
        if (backend.isServing()) {
            roomListeners.forEach(told -> told.accept(rooms));
        } else {
            heldFor(backend).rooms = rooms;
        }
    }

    private Held heldFor(PooledBackend backend) {
        return held.computeIfAbsent(backend, its -> new Held());
    }

    /** It is used as a backend from now on. */
    void serving(PooledBackend backend) {
        Held its = held.remove(backend);
        if (its == null) {
            return;
        }
        if (its.configured) {
            announced.addAll(its.config);
            tellFeatures();
        }
        if (its.rooms != null) {
            rooms(backend, its.rooms);
        }
    }

    /** It is gone. */
    void forget(PooledBackend backend) {
        held.remove(backend);
    }

    private void tellFeatures() {
        BackendFeatures now = announced.features();
        if (!now.equals(features)) {
            features = now;
            featureListeners.forEach(told -> told.accept(now));
        }
    }
}
