package org.libtransport.backend;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a program in a session of its own, as the predecessor does: Ctrl-C at the transport's terminal would otherwise reach
 * backends before the transport has logged their users out.
 */
final class OwnSession {

    private static final Optional<Path> SETSID = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    private OwnSession() {}

    /**
     * The command that does it; the process id stays that of the program.
     *
     * @param limiter words that come first, of a program that starts the command under limits
     * @param directory that the program is started in
     * @return the same command where there is no such program, so that the system's own reason is told
     */
    static List<String> of(List<String> limiter, List<String> command, Path directory) {
        if (!exists(command.get(0), directory)) {
            return command;
        }
        List<String> wrapped = new ArrayList<>();
        SETSID.ifPresent(program -> wrapped.add(program.toString()));
        wrapped.addAll(limiter);
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean exists(String program, Path directory) {
        if (program.startsWith("-")) {
            return false;
        }
        if (program.indexOf('/') >= 0) {
            return isProgram(directory.resolve(program));
        }
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(place -> isProgram(directory.resolve(place).resolve(program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
