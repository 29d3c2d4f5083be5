package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.config.Context;
import org.libtransport.testkit.Tools;

/** The program as a service: in the background, as another user, and under systemd. */
class BackgroundIT {

    private static final String ECHO = "java:org.libtransport.examples.echo.EchoPlugin";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OTHER_USER = "nobody";
    private static final String OTHER_GROUP = "nogroup";

    @TempDir
    private Path dir;

    private Path pidFile;
    private String classPath = System.getProperty("java.class.path");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void letOthersIn() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        pidFile = dir.resolve("run/t.pid");
    }

    @AfterEach
    void end() throws Exception {
        pid().ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private Path config(String... more) throws IOException {
        return Files.writeString(dir.resolve("t.cfg"), """
                [service]
                jid = echo.example.org
                server_mode = 1
                server = 127.0.0.1
                port = %d
                backend = %s
                working_dir = %s
                pidfile = %s
                portfile = %s
                [database]
                type = sqlite3
                database = users.sqlite
                [service]
                %s
                """.formatted(
                freePort(), ECHO, dir.resolve("work"), pidFile, dir.resolve("run/t.port"), String.join("\n", more)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch(List<String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(DemoSite.javaProgram().toString()));
        command.addAll(JavaFlags.ofThisJvm());
        command.addAll(List.of("-cp", classPath, Main.class.getName(), "run"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("printed").toFile());
        environment.forEach(variable -> {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        });
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private int run(String... arguments) throws Exception {
        Process process = launch(List.of(), arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(printed())
                .isTrue();
        return process.exitValue();
    }

    private String printed() throws IOException {
        return Files.readString(dir.resolve("printed"));
    }

    private Optional<ProcessHandle> pid() throws IOException {
        String text = Files.exists(pidFile) ? Files.readString(pidFile).trim() : "";
        return text.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(text));
    }

    private static String status(ProcessHandle process, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(key + ':'))
                .map(line -> line.substring(key.length() + 1).trim().replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Without_n {

        @Test
        void the_command_returns_when_the_transport_can_be_reached_and_leaves_it_running() throws Exception {
            Path config = config();
            assertThat(run(config.toString())).as(printed()).isZero();

            ProcessHandle transport = pid().orElseThrow();
            assertThat(transport.isAlive()).isTrue();
            assertThat(printed()).contains("echo.example.org is ready for users");
            // Field 6 of stat is the session: it leads one of its own, so that no terminal ends it.
            String stat = Files.readString(Path.of("/proc/" + transport.pid() + "/stat"));
            assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3])
                    .isEqualTo(Long.toString(transport.pid()));
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + transport.pid() + "/fd/1")))
                    .hasToString("/dev/null");

            transport.destroy();
            await().atMost(PATIENCE).until(() -> !transport.isAlive());
            assertThat(pidFile).doesNotExist();
            assertThat(dir.resolve("run/t.port")).doesNotExist();
            assertThat(dir.resolve("work/transport.log")).content().contains("RunCommand Stopped");
        }

        @Test
        void a_second_one_is_refused_and_the_first_goes_on() throws Exception {
            Path config = config();
            assertThat(run(config.toString())).isZero();
            ProcessHandle first = pid().orElseThrow();

            assertThat(run(config.toString())).isEqualTo(1);

            assertThat(printed())
                    .contains("transport: " + pidFile + " belongs to a transport that runs as process " + first.pid());
            assertThat(pid()).contains(first);
        }

        @Test
        void a_failure_is_told_with_its_reason_and_code_1() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = taken.getLocalPort();
                assertThat(run(
                                config().toString(),
                                "--service.backend_host=127.0.0.1",
                                "--service.backend_port=" + port))
                        .isEqualTo(1);
                assertThat(printed()).contains("transport: ").contains(Integer.toString(port));
            }
            assertThat(pidFile).doesNotExist();
        }

        @Test
        void a_server_that_is_not_there_is_waited_for_in_the_background() throws Exception {
            Path config = config();
            assertThat(run(
                            "--wait",
                            "1",
                            config.toString(),
                            "--service.server_mode=0",
                            "--service.port=1",
                            "--service.password=x"))
                    .isZero();
            assertThat(printed()).contains("not connected within 1 s; going on trying in the background as process ");
            assertThat(pid())
                    .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
        }
    }

    @Nested
    class As_another_user {

        @BeforeEach
        void beRoot() {
            Assumptions.assumeTrue(
                    "root".equals(System.getProperty("user.name")), "only root can become somebody else");
        }

        /** The class path may be below a directory that is root's alone. */
        @BeforeEach
        void copyTheProgram() throws IOException {
            Path lib = Files.createDirectory(dir.resolve("lib"));
            List<String> copies = new ArrayList<>();
            for (String entry : classPath.split(File.pathSeparator)) {
                Path from = Path.of(entry);
                Path to = lib.resolve(copies.size() + "-" + from.getFileName());
                copyTree(from, to);
                copies.add(to.toString());
            }
            classPath = String.join(File.pathSeparator, copies);
        }

        private static void copyTree(Path from, Path to) throws IOException {
            if (!Files.exists(from)) {
                return;
            }
            try (Stream<Path> all = Files.walk(from)) {
                for (Path path : (Iterable<Path>) all::iterator) {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                }
            }
        }

        @Test
        @ShowsOptions(
                mode = Context.GATEWAY,
                value = {"service.user", "service.group"})
        void a_gateway_becomes_that_user_too() throws Exception {
            Path config = config("user = " + OTHER_USER, "group = " + OTHER_GROUP);
            assertThat(run(
                            "--wait",
                            "1",
                            config.toString(),
                            "--service.server_mode=0",
                            "--service.port=1",
                            "--service.password=x"))
                    .as(printed())
                    .isZero();

            ProcessHandle transport = pid().orElseThrow();
            assertThat(status(transport, "Uid").split(" ")).containsOnly(numberOf("-u"));
            assertThat(status(transport, "Gid").split(" ")).containsOnly(numberOf("-g"));
            assertThat(Files.getOwner(dir.resolve("work")).getName()).isEqualTo(OTHER_USER);
        }

        @Test
        @ShowsOptions(
                mode = Context.SERVER,
                value = {"service.user", "service.group"})
        void everything_that_is_made_belongs_to_that_user_and_nothing_of_root_is_left() throws Exception {
            Path script = Files.writeString(dir.resolve("sleeper.sh"), "exec sleep 20\n");
            Path logging = Files.writeString(dir.resolve("logging.cfg"), """
                    log4j.rootLogger=info, F
                    log4j.appender.F=org.apache.log4j.RollingFileAppender
                    log4j.appender.F.File=%s/logs/${jid}/spectrum2.log
                    log4j.appender.F.layout=org.apache.log4j.SimpleLayout
                    """.formatted(dir));
            Path config = config("user = " + OTHER_USER, "group = " + OTHER_GROUP, "[logging]", "config = " + logging);
            assertThat(run(config.toString(), "--service.backend=/bin/sh " + script))
                    .as(printed())
                    .isZero();
            ProcessHandle transport = pid().orElseThrow();

            String[] uids = status(transport, "Uid").split(" ");
            assertThat(uids).containsOnly(numberOf("-u")).hasSize(4);
            assertThat(status(transport, "Gid").split(" "))
                    .containsOnly(numberOf("-g"))
                    .hasSize(4);
            assertThat(status(transport, "Groups")).isEqualTo(numberOf("-G"));
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + transport.pid() + "/task"))) {
                assertThat(threads.map(thread -> thread.resolve("status")).filter(Files::exists))
                        .hasSizeGreaterThan(5)
                        .allSatisfy(thread ->
                                assertThat(thread).content().contains("Uid:" + ("\t" + uids[0]).repeat(4) + '\n'));
            }
            await().atMost(PATIENCE).until(() -> transport.children().findAny().isPresent());
            assertThat(status(transport.children().findAny().orElseThrow(), "Uid")
                            .split(" "))
                    .containsOnly(uids[0]);
            for (String made : List.of(
                    "work",
                    "work/users.sqlite",
                    "run",
                    "run/t.pid",
                    "run/t.port",
                    "logs/echo.example.org/spectrum2.log")) {
                assertThat(Files.getOwner(dir.resolve(made)).getName()).as(made).isEqualTo(OTHER_USER);
            }
            transport.destroy();
            await().atMost(PATIENCE).until(() -> !transport.isAlive());
            assertThat(pidFile).doesNotExist();
        }

        @Test
        void an_unknown_user_is_refused_before_anything_listens() throws Exception {
            assertThat(run("-n", config("user = no-such-user").toString())).isEqualTo(1);
            assertThat(printed()).contains("there is no user no-such-user");
            assertThat(pidFile).doesNotExist();
        }

        private String numberOf(String flag) throws Exception {
            Process id = new ProcessBuilder("id", flag, OTHER_USER).start();
            return new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        }
    }

    @Nested
    class Under_systemd {

        private static final String LISTENER = """
                import socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind(sys.argv[1])
                while True:
                    print(s.recv(4096).decode(), flush=True)
                """;

        @Test
        void is_told_when_users_can_come_that_all_is_well_and_of_the_end() throws Exception {
            Tools.require("python3");
            Path socket = dir.resolve("notify");
            Path told = dir.resolve("told");
            Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket.toString())
                    .redirectOutput(told.toFile())
                    .redirectErrorStream(true)
                    .start();
            started.add(listener);
            await().atMost(PATIENCE).until(() -> Files.exists(socket));

            Process transport =
                    launch(List.of("NOTIFY_SOCKET=" + socket, "WATCHDOG_USEC=600000"), "-n", config().toString());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Files.readAllLines(told))
                            .as(printed())
                            .contains("READY=1")
                            .filteredOn("WATCHDOG=1"::equals)
                            .hasSizeGreaterThan(3));

            transport.destroy();
            assertThat(transport.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Files.readAllLines(told)).contains("STOPPING=1"));
        }
    }
}
