package org.libtransport.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory of this process as the kernel tells it, in KiB; nothing where there is no {@code /proc}.
 *
 * @param shared of the resident memory, what is shared with other processes
 */
record ProcessMemory(long resident, long shared) {

    private static final Path STATUS = Path.of("/proc/self/status");

    /** Reads no disk, so that it may be asked for anywhere. */
    static ProcessMemory now() {
        Map<String, Long> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(STATUS)) {
                String[] words = line.split(":?\\s+");
                if (words.length == 3 && words[2].equals("kB")) {
                    values.put(words[0], Long.parseLong(words[1]));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return new ProcessMemory(0, 0);
        }
        return new ProcessMemory(
                values.getOrDefault("VmRSS", 0L),
                values.getOrDefault("RssFile", 0L) + values.getOrDefault("RssShmem", 0L));
    }
}
