package org.libtransport.storage;

import java.time.Duration;

/**
 * How long and how much a {@link WriteBehindStorage} holds back.
 *
 * @param delay how long a change waits for others, at most, while the database works
 * @param batch how many changes go into one transaction; when so many wait the delay is cut short
 * @param changes how many changes may wait; the next ones are refused
 * @param requests how many questions may wait; the next ones fail
 * @param patience how long closing tries to write what waits while the database fails
 */
public record WriteBehindLimits(Duration delay, int batch, int changes, int requests, Duration patience) {

    /** Half of the second that {@link Storage} promises, which leaves the other half to the writing. */
    public static final WriteBehindLimits DEFAULT =
            new WriteBehindLimits(Duration.ofMillis(500), 5_000, 200_000, 50_000, Duration.ofSeconds(10));
}
