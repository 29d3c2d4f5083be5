package org.libtransport.backend.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whom a process runs as. */
final class ProcessUser {

    private static final String LINE = "Uid:";

    private ProcessUser() {}

    /**
     * The effective user id.
     *
     * @param process its directory in /proc
     * @return -1 if it cannot be had
     */
    static long of(Path process) {
        try {
            for (String line : Files.readAllLines(process.resolve("status"))) {
                if (line.startsWith(LINE)) {
                    return Long.parseLong(line.substring(LINE.length()).strip().split("\\s+")[1]);
                }
            }
        } catch (IOException | RuntimeException e) {
            // No such process, or no such file.
        }
        return -1;
    }
}
