package org.libtransport.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the system that a test needs. A test whose program is missing is skipped with the reason; when the system
 * property {@code strict} is true it fails instead, so that nothing is left out unnoticed.
 */
public final class Tools {

    /** Where servers are installed although an ordinary user's PATH does not name it. */
    private static final List<String> SERVER_DIRECTORIES =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/17/bin");

    private Tools() {}

    /** The program's path. Ends the test, skipped or failed, when there is no such program. */
    public static Path require(String program) {
        Optional<Path> found = find(program);
        if (found.isEmpty()) {
            missing(program + " is not installed (Debian: apt-get install " + program + ")");
        }
        return found.orElseThrow();
    }

    /** Ends the test, skipped or failed, when there is no such file, which is in this package of Debian. */
    public static void requireFile(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            missing(file + " is not there (Debian: apt-get install " + debianPackage + ")");
        }
    }

    private static void missing(String reason) {
        if (Boolean.getBoolean("strict")) {
            Assertions.fail(reason);
        }
        Assumptions.abort(reason);
    }

    /** The program's path, or empty if it is not installed. */
    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), SERVER_DIRECTORIES.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
