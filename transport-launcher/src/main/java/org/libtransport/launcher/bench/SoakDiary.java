package org.libtransport.launcher.bench;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one backend did, a line for each thing, in a file that has the number of its process as name. A line is there before
 * anybody can see what it tells, so a killed backend leaves it, too. Thread-safe.
 */
final class SoakDiary {

    private static final String SUFFIX = ".diary";

    /** What a line tells. */
    enum Deed {
        /** It took a message. */
        TOOK,
        /** It is about to say something to a user. */
        SAYS,
        /** A user came. */
        CAME,
        /** A user left. */
        LEFT
    }

    /**
     * A line.
     *
     * @param backend the process
     * @param at milliseconds since 1970
     * @param id of a message; empty if it is about none
     */
    record Line(long backend, long at, Deed deed, int user, String id) {}

    private final OutputStream out;
    private final Clock clock = Clock.systemUTC();

    SoakDiary(Path directory) throws IOException {
        out = new FileOutputStream(
                directory.resolve(ProcessHandle.current().pid() + SUFFIX).toFile(), true);
    }

    synchronized void write(Deed deed, int user, String id) throws IOException {
        String line = clock.millis() + " " + deed + " " + user + " " + id + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    /** All that the backends of this directory wrote, those of one in their order. */
    static List<Line> read(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Line> lines = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                lines.addAll(read(directory, Long.parseLong(name.substring(0, name.length() - SUFFIX.length()))));
            }
            return lines;
        }
    }

    /** What one backend wrote; nothing if it was never ready. */
    static List<Line> read(Path directory, long backend) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(directory.resolve(backend + SUFFIX))) {
            // A line that was cut short tells of something that nobody saw.
            return reader.lines()
                    .map(line -> line.split(" ", -1))
                    .filter(words -> words.length == 4)
                    .map(words -> new Line(
                            backend,
                            Long.parseLong(words[0]),
                            Deed.valueOf(words[1]),
                            Integer.parseInt(words[2]),
                            words[3]))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
