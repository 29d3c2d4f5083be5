package org.libtransport.backend;

import java.time.Duration;

/**
 * One backend as it is now, for people and monitoring.
 *
 * @param age since it connected
 * @param processId as its STATS told, or empty
 * @param residentKib memory as its last STATS told, or 0
 */
public record BackendStatus(
        String name,
        boolean ready,
        boolean accepting,
        int users,
        Duration age,
        String processId,
        int residentKib,
        int initialKib,
        int sharedKib) {}
