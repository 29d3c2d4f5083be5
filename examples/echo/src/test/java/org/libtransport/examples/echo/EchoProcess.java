package org.libtransport.examples.echo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of the echo backend in a JVM of its own, on the class path of the tests. */
final class EchoProcess {

    private EchoProcess() {}

    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EchoBackend.class.getName()));
        command.addAll(List.of(args));
        return command;
    }
}
