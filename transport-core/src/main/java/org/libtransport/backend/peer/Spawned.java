package org.libtransport.backend.peer;

import java.util.Collection;
import java.util.List;

/**
 * The processes that were started to connect, as of one moment.
 *
 * @param processes that live; what they started themselves belongs to them
 * @param more whether one is being started that is not among them yet
 */
public record Spawned(Collection<ProcessHandle> processes, boolean more) {

    /** None were. */
    public static final Spawned NONE = new Spawned(List.of(), false);

    /** Keeps a copy. */
    public Spawned {
        processes = List.copyOf(processes);
    }
}
