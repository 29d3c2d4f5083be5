package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: what it leaves, what it says, how it ends. No XMPP server is there, which it must bear. */
class RunIT {

    private static final String ECHO = "java:org.libtransport.examples.echo.EchoPlugin";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path dir;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private void start(String backend, String... more) throws IOException {
        Path config = Files.writeString(
                dir.resolve("t.cfg"), """
                [service]
                jid = echo.example.org
                server = 127.0.0.1
                port = 1
                password = not-to-be-seen
                backend = %s
                working_dir = %s
                portfile = %s
                [database]
                type = sqlite3
                database = users.sqlite
                """.formatted(backend, dir.resolve("work"), dir.resolve("run/t.port")));
        List<String> command = new ArrayList<>(List.of(DemoSite.javaProgram().toString()));
        command.addAll(JavaFlags.ofThisJvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run", "-n"));
        command.addAll(List.of(more));
        command.add(config.toString());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
    }

    private String log() {
        try {
            return Files.readString(dir.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLog(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log()).contains(text));
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void writes_its_files_runs_and_ends_with_code_0_on_sigterm() throws Exception {
        start(ECHO, "--service.pidfile=" + dir.resolve("t.pid"));
        awaitLog("backend-1 is ready");
        assertThat(Files.readString(dir.resolve("run/t.port"))).matches("[1-9][0-9]*\n");
        assertThat(dir.resolve("t.pid")).hasContent(process.pid() + "\n");
        assertThat(dir.resolve("work/users.sqlite")).exists();
        process.destroy();
        assertThat(exitCode()).as(log()).isZero();
        assertThat(dir.resolve("run/t.port")).doesNotExist();
        assertThat(dir.resolve("t.pid")).doesNotExist();
        assertThat(log()).contains("INFO  RunCommand Stopped").doesNotContain("not-to-be-seen");
    }

    @Test
    void changes_on_sighup_what_can_change_and_nothing_when_the_file_is_wrong() throws Exception {
        start(ECHO);
        awaitLog("backend-1 is ready");
        Path config = dir.resolve("t.cfg");
        String before = Files.readString(config);
        Files.writeString(config, before.replace("port = 1\n", "port = 2\nvip_only = 1\n"));
        hangUp();
        awaitLog("changed: service.vip_only\n");
        awaitLog("needs a restart: service.port\n");
        Files.writeString(config, before.replace("port = 1\n", "port = many\n"));
        hangUp();
        awaitLog("Nothing was changed");
        process.destroy();
        assertThat(exitCode()).as(log()).isZero();
    }

    private void hangUp() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void ends_the_backends_that_it_started() throws Exception {
        String java = DemoSite.javaProgram().toString();
        String classPath = System.getProperty("java.class.path");
        start(java + " -cp " + classPath + " org.libtransport.examples.echo.EchoBackend");
        awaitLog("backend-1 is ready");
        List<ProcessHandle> backends = process.descendants().toList();
        assertThat(backends).hasSize(1);
        process.destroy();
        assertThat(exitCode()).as(log()).isZero();
        assertThat(backends).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void logs_where_old_property_files_say_and_not_to_the_console() throws Exception {
        Path own = Files.writeString(dir.resolve("logging.cfg"), """
                log4j.rootLogger=info, R
                log4j.appender.R=org.apache.log4j.RollingFileAppender
                log4j.appender.R.File=%s/logs/${jid}/spectrum2.log
                log4j.appender.R.layout=org.apache.log4j.PatternLayout
                log4j.appender.R.layout.ConversionPattern=%%d %%-5p %%c: %%m%%n
                """.formatted(dir));
        Path ofBackends = Files.writeString(dir.resolve("backend-logging.cfg"), """
                log4j.rootLogger=info, R
                log4j.appender.R=org.apache.log4j.FileAppender
                log4j.appender.R.File=%s/logs/${jid}/backends/backend-${id}.log
                log4j.appender.R.layout=org.apache.log4j.PatternLayout
                log4j.appender.R.layout.ConversionPattern=${pid}: %%m%%n
                """.formatted(dir));
        Path talkative = Files.writeString(dir.resolve("talkative.sh"), "echo I am $$\nexec sleep 20\n");
        start("/bin/sh " + talkative, "--logging.config=" + own, "--logging.backend_config=" + ofBackends);

        Path printed = dir.resolve("logs/echo.example.org/backends/backend-1.log");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printed).as(log()).isNotEmptyFile());
        String pid = Files.readString(printed).replaceAll(":.*\n", "");
        assertThat(printed).hasContent(pid + ": I am " + pid + "\n");
        process.destroy();
        assertThat(exitCode()).as(log()).isZero();
        assertThat(dir.resolve("logs/echo.example.org/spectrum2.log"))
                .content()
                .contains("INFO  RunCommand: Stopped")
                .doesNotContain("I am ");
        assertThat(log()).isEmpty();
    }

    @Test
    void a_second_signal_ends_it_at_once() throws Exception {
        Path deaf = Files.writeString(dir.resolve("deaf.sh"), "trap '' TERM\nexec sleep 20\n");
        start("/bin/sh " + deaf);
        awaitLog("Started /bin/sh");
        process.destroy();
        awaitLog("RunCommand Stopping");
        List<ProcessHandle> backends = process.descendants().toList();
        try {
            process.destroy();
            assertThat(exitCode()).isEqualTo(137);
            assertThat(log()).doesNotContain("Stopped");
        } finally {
            backends.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void does_not_start_on_a_database_that_cannot_be_opened_and_says_why() throws Exception {
        Path noDatabase =
                Files.writeString(dir.resolve("text"), "this is a text, and no database of any kind\n".repeat(50));
        start(ECHO, "--database.database=" + noDatabase);
        assertThat(exitCode()).isEqualTo(1);
        assertThat(log())
                .containsPattern("(?m)^transport: .*" + noDatabase + ".*$")
                .doesNotContain("\tat ");
        assertThat(dir.resolve("run/t.port")).doesNotExist();
    }

    @Test
    void does_not_start_when_the_port_for_backends_is_taken_and_says_so() throws Exception {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            start(ECHO, "--service.backend_host=127.0.0.1", "--service.backend_port=" + taken.getLocalPort());
            assertThat(exitCode()).isEqualTo(1);
            assertThat(log()).containsPattern("(?m)^transport: .*" + taken.getLocalPort());
        }
    }
}
