package org.libtransport.backend.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code /proc/PID/stat} tells of a process.
 *
 * @param state one letter
 */
record ProcessStat(char state, long parent) {

    private static final char ZOMBIE = 'Z';

    /** Of all processes, by their ids. */
    static Map<Long, ProcessStat> all(Path proc) {
        Map<Long, ProcessStat> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
                    all.put(Long.parseLong(process.getFileName().toString()), parse(line));
                } catch (IOException | RuntimeException e) {
                    // It ended while we looked.
                }
            }
        } catch (IOException | RuntimeException e) {
            return all;
        }
        return all;
    }

    /** The name of the program, in parentheses, may contain anything. */
    static ProcessStat parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 3);
        return new ProcessStat(fields[0].charAt(0), Long.parseLong(fields[1]));
    }

    /** Whether it has ended and waits for its parent to take note. */
    boolean isZombie() {
        return state == ZOMBIE;
    }
}
