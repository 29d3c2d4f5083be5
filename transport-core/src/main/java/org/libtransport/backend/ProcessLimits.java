package org.libtransport.backend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one backend process may use at most, enforced by the system (setrlimit). 0 is no limit.
 *
 * @param memoryMebibytes of private writable memory; what a program only reserves does not count
 * @param cpuSeconds of processor time in its whole life
 * @param openFiles at a time, sockets included
 */
public record ProcessLimits(int memoryMebibytes, int cpuSeconds, int openFiles) {

    /** As the transport itself is limited. */
    public static final ProcessLimits NONE = new ProcessLimits(0, 0, 0);

    /** Between the signal that says the time is over and the one that cannot be ignored. */
    private static final int LAST_SECONDS = 5;

    private static final Optional<Path> PRLIMIT = Stream.of("/usr/bin/prlimit", "/bin/prlimit")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    /** Checks that no limit is negative. */
    public ProcessLimits {
        if (memoryMebibytes < 0 || cpuSeconds < 0 || openFiles < 0) {
            throw new IllegalArgumentException("a limit is 0 or more");
        }
    }

    /**
     * What a command line must begin with to be limited; the process id stays that of the program.
     *
     * @throws IllegalArgumentException if there are limits, but nothing on this system that enforces them
     */
    List<String> prefix() {
        if (equals(NONE)) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        words.add(PRLIMIT.orElseThrow(() -> new IllegalArgumentException(
                        "limits for backend processes need the program prlimit (of util-linux), which is not here"))
                .toString());
        if (memoryMebibytes > 0) {
            words.add("--data=" + memoryMebibytes * (1L << 20));
        }
        if (cpuSeconds > 0) {
            words.add("--cpu=" + cpuSeconds + ":" + (cpuSeconds + (long) LAST_SECONDS));
        }
        if (openFiles > 0) {
            words.add("--nofile=" + openFiles);
        }
        return words;
    }
}
