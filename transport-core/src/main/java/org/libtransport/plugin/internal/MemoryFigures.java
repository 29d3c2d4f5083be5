package org.libtransport.plugin.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.libtransport.protocol.Wire;

/**
 * What STATS tells of this process. Linux only; elsewhere the figures are 0, which a transport takes as unknown. A plugin
 * inside the transport's own process tells nothing: the memory is not its own, and a process id is what a transport kills
 * when a backend hangs.
 */
final class MemoryFigures {

    private static final Path STATUS = Path.of("/proc/self/status");

    private final boolean ownProcess;
    private final String id;
    private final int atStart;

    MemoryFigures(boolean ownProcess) {
        this.ownProcess = ownProcess;
        this.id = ownProcess ? Long.toString(ProcessHandle.current().pid()) : "";
        this.atStart = read().getRes();
    }

    /** Reads the kernel's figures, which are never on a disk; safe on an event loop. */
    Wire.Stats read() {
        int resident = 0;
        int shared = 0;
        if (ownProcess) {
            try {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith("VmRSS:")) {
                        resident = kibibytes(line);
                    } else if (line.startsWith("RssFile:") || line.startsWith("RssShmem:")) {
                        shared += kibibytes(line);
                    }
                }
            } catch (IOException e) {
                resident = 0;
                shared = 0;
            }
        }
        return Wire.Stats.newBuilder()
                .setRes(resident)
                .setInitRes(atStart)
                .setShared(shared)
                .setId(id)
                .build();
    }

    private static int kibibytes(String line) {
        int number = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            }
        }
        return number;
    }
}
