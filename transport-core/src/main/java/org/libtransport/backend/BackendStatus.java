package org.libtransport.backend;

import java.time.Duration;

/**
 * One backend as it is now, for people and monitoring.
 *
 * @param name as in the log
 * @param accepting whether more users may come
 * @param age since it connected
 * @param software name and version as it told them, or empty
 * @param pid of the process that was started for it, or -1
 * @param processId as its STATS told, or empty
 * @param residentKib memory as its last STATS told, or 0
 */
public record BackendStatus(
        String name,
        boolean ready,
        boolean accepting,
        BackendUse use,
        int users,
        Duration age,
        String software,
        long pid,
        String processId,
        int residentKib,
        int initialKib,
        int sharedKib) {

    /** What it is called by outside of the log: the process id as far as it is known, otherwise its name. */
    public String id() {
        if (!processId.isEmpty()) {
            return processId;
        }
        return pid > 0 ? Long.toString(pid) : name;
    }
}
