package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.local.LocalAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.backend.BackendLauncher.End;
import org.libtransport.backend.BackendLauncher.Launched;
import org.libtransport.testkit.Tools;

/** What a launcher does with real processes. */
@EnabledOnOs(OS.LINUX)
class BackendProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final BackendAddress ADDRESS = new BackendAddress("127.0.0.1", 12345, LocalAddress.ANY, "the token");

    @TempDir
    private Path directory;

    private ProcessLauncher launcher;

    @AfterEach
    void close() {
        launcher.close();
    }

    private Launched launch(String command, ProcessLimits limits) {
        launcher =
                new ProcessLauncher(command, directory, List.of("-n", "my config.cfg", "--service.x=a \"b\""), limits);
        return launcher.launch(7, ADDRESS);
    }

    private static End end(Launched process) throws InterruptedException, ExecutionException, TimeoutException {
        return process.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_backend_gets_the_command_line_directory_session_and_token_of_the_contract() throws Exception {
        Path script = directory.resolve("backend");
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s\\n' \"$@\" > arguments\npwd -P > place\n"
                        + "echo $$ $(cut -d' ' -f6 /proc/$$/stat) > session\nprintenv LIBTRANSPORT_BACKEND_TOKEN > token\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        End end = end(launch("./backend --name 'two words' --id=BACKEND_ID", ProcessLimits.NONE));

        assertThat(end.clean()).as(end.reason()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .containsExactly(
                        "--name",
                        "two words",
                        "--id=0",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "12345",
                        "--service.backend_id=7",
                        "-n",
                        "my config.cfg",
                        "--service.x=a \"b\"");
        assertThat(Files.readString(directory.resolve("place")).strip())
                .isEqualTo(directory.toRealPath().toString());
        String[] session =
                Files.readString(directory.resolve("session")).strip().split(" ");
        assertThat(session[0]).isEqualTo(session[1]);
        assertThat(Files.readString(directory.resolve("token")).strip()).isEqualTo("the token");
    }

    @Test
    void a_program_that_cannot_run_or_ends_is_named_with_its_reason() throws Exception {
        Files.writeString(directory.resolve("text"), "no program");
        assertThat(end(launch("no/such/program", ProcessLimits.NONE)).reason()).contains("no/such/program");
        assertThat(end(launch("./text", new ProcessLimits(0, 0, 100))).reason()).contains("./text");
        assertThat(end(launch("/bin/sh -c 'exit 3'", ProcessLimits.NONE)).reason())
                .isEqualTo("/bin/sh ended with exit code 3");
        assertThat(end(launch("/bin/sh -c 'exit 254'", ProcessLimits.NONE)).reason())
                .contains("database.type");
        assertThat(end(launch("/bin/sh -c 'kill -9 $$'", ProcessLimits.NONE)).reason())
                .isEqualTo("/bin/sh was ended by signal 9");
    }

    @Test
    void a_process_that_takes_too_much_memory_or_time_fails_alone() throws Exception {
        Tools.require("prlimit");
        Tools.require("python3");
        Files.writeString(directory.resolve("greedy.py"), "x = [bytearray(1 << 20) for i in range(400)]\n");
        assertThat(end(launch("/bin/sh -c 'exec python3 greedy.py'", ProcessLimits.NONE))
                        .clean())
                .isTrue();
        assertThat(end(launch("/bin/sh -c 'exec python3 greedy.py'", new ProcessLimits(200, 0, 0)))
                        .clean())
                .isFalse();
        assertThat(end(launch("/bin/sh -c 'while :; do :; done'", new ProcessLimits(0, 1, 0)))
                        .reason())
                .contains("processor time");
        assertThat(end(launch("/bin/sh -c 'test $(ulimit -n) = 77'", new ProcessLimits(0, 0, 77)))
                        .clean())
                .isTrue();
    }

    @Test
    void what_a_script_that_ended_well_left_running_counts_as_spawned_until_it_ends_too() throws Exception {
        Launched process = launch("/bin/sh -c 'sleep 300 > /dev/null 2>&1 & exit 0'", ProcessLimits.NONE);
        assertThat(end(process).clean()).isTrue();

        List<ProcessHandle> left = List.copyOf(launcher.spawned().processes());
        assertThat(left)
                .singleElement()
                .satisfies(handle -> assertThat(handle.pid()).isNotEqualTo(process.pid()));
        left.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> launcher.spawned().processes().isEmpty());
        assertThat(launcher.spawned().more()).isFalse();
    }

    @Test
    void one_that_ignores_the_signal_is_killed_with_all_that_it_started_even_orphans() throws Exception {
        Launched process = launch(
                "/bin/sh -c \"trap '' TERM; (sleep 300 & echo $! > orphan); sleep 301 & echo $! $$ > pids; while :; do wait; done\"",
                ProcessLimits.NONE);
        Path pids = directory.resolve("pids");
        await().atMost(PATIENCE)
                .until(() -> Files.exists(pids) && Files.readString(pids).endsWith("\n"));
        String all = Files.readString(pids).strip() + " "
                + Files.readString(directory.resolve("orphan")).strip();
        List<ProcessHandle> family = Stream.of(all.split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();

        process.ending();
        process.kill(false);
        process.kill(true);

        assertThat(end(process).reason()).contains("signal 9");
        await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
}
