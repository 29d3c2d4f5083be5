package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class BlindRelayIT {

    @TempDir
    private Path directory;

    @Test
    void all_figures_of_the_relay_are_measured_and_no_process_stays() throws Exception {
        BenchSettings settings =
                new BenchSettings(10, 3, 5, 500, Duration.ofSeconds(1), Duration.ZERO, 4, BenchSettings.Backend.ONE);
        Set<ProcessHandle> before = children();
        Figures figures;
        try (Cleanup cleanup = new Cleanup()) {
            figures = new BenchRun(settings, new PrintWriter(new StringWriter()))
                    .measure(new RelaySubject(), directory, cleanup);
        }
        for (Figure figure :
                new Figure[] {Figure.START, Figure.LOGINS, Figure.ECHOES, Figure.LONE_P50, Figure.RATE_P99}) {
            assertThat(figures.get(figure).orElse(0)).as(figure.name()).isPositive();
        }
        assertThat(children()).isEqualTo(before);
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    @Test
    void a_process_that_dies_while_it_is_measured_ends_the_run_with_a_reason() throws Exception {
        BenchSettings settings = new BenchSettings(
                10, 3, 5, 0, Duration.ofSeconds(1_000), Duration.ofSeconds(1), 4, BenchSettings.Backend.ONE);
        StringWriter progress = new StringWriter();
        RelaySubject subject = new RelaySubject();
        Set<ProcessHandle> before = children();
        Thread killer = new Thread(() -> {
            Awaitility.await().until(() -> progress.toString().contains("messages in flight"));
            // Others of this test JVM may have processes of their own.
            children().stream().filter(child -> !before.contains(child)).forEach(ProcessHandle::destroyForcibly);
        });
        killer.start();
        try (Cleanup cleanup = new Cleanup()) {
            BenchRun run = new BenchRun(settings, new PrintWriter(progress));
            assertThatThrownBy(() -> run.measure(subject, directory, cleanup))
                    .hasMessageContaining("measuring the relay");
        }
        killer.join();
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        try (FakeXmppServer server = new FakeXmppServer("relay.bench.local", "right");
                BounceBackend backend = new BounceBackend(1)) {
            String[] arguments = {
                "relay.bench.local", "wrong", Integer.toString(server.port()), Integer.toString(backend.port())
            };
            try (ChildProcess relay =
                    ChildProcess.java(List.of(), BlindRelay.class.getName(), List.of(arguments), directory)) {
                assertThat(relay.pid()).isPositive();
                assertThatThrownBy(() -> Patience.await(server.connected(), server, Duration.ofSeconds(20)))
                        .hasMessageContaining("wrong handshake");
            }
        }
    }

    @Test
    void the_command_prints_json_and_removes_its_files() throws Exception {
        long before = benchDirectories();
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(
                        "--users=5",
                        "--contacts=2",
                        "--window=3",
                        "--seconds=1",
                        "--warmup=0",
                        "--relay-only",
                        "--json");
        assertThat(exit).isZero();
        assertThat(out.toString()).startsWith("{").contains("\"echoes\"").doesNotContain("rate_p99");
        assertThat(benchDirectories()).isEqualTo(before);
    }

    private static long benchDirectories() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("transport-bench"))
                    .count();
        }
    }

    @Test
    void a_setting_out_of_range_is_named() {
        StringWriter err = new StringWriter();
        int exit =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute("--users=0");
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--users is 0");
    }
}
