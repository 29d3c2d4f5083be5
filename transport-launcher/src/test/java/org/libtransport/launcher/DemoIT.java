package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo says how to log in and leaves nothing. The conversation itself is played by {@code demo --once}. */
class DemoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1 port ([0-9]+)");

    @TempDir
    private Path dir;

    private String output() {
        try {
            return Files.readString(dir.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void says_how_to_log_in_and_leaves_no_process_no_port_and_no_file() throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(DemoSite.javaProgram().toString()));
        command.addAll(JavaFlags.ofThisJvm());
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo"));
        Process demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("output").toFile())
                .start();
        List<ProcessHandle> backends = List.of();
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).contains("backend-1 has 0 users"));
            assertThat(output()).contains("account      demo@localhost").contains("password     demo");
            backends = demo.descendants().toList();
            assertThat(backends).hasSize(1);
            demo.destroy();
            assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).as(output()).isZero();
            assertThat(backends).noneMatch(ProcessHandle::isAlive);
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).isEmpty();
            }
            Matcher port = PORT.matcher(output());
            assertThat(port.find()).isTrue();
            new ServerSocket(Integer.parseInt(port.group(1)), 1, InetAddress.getByName("127.0.0.1")).close();
        } finally {
            demo.destroyForcibly();
            backends.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
