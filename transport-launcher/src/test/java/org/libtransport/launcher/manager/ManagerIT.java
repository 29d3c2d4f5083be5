package org.libtransport.launcher.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.launcher.os.KeyTool;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ScriptedTransport;
import org.libtransport.testkit.Tools;
import picocli.CommandLine;

/** The manager with real transports in the background, and the munin plugin that asks through it. */
@Timeout(120)
class ManagerIT {

    private static final String ECHO = "java:org.libtransport.examples.echo.EchoPlugin";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path dir;

    private Path transports;
    private Path managerConfig;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void directories() throws IOException {
        transports = Files.createDirectories(dir.resolve("transports"));
        managerConfig = Files.writeString(
                dir.resolve("manager.cfg"), "[service]\nconfig_directory = " + transports + "\nport = 8080\n");
    }

    @AfterEach
    void end() throws IOException {
        for (String name : List.of("a.example", "b.example", "v.example")) {
            Path file = dir.resolve("run/" + name + ".pid");
            if (Files.exists(file) && !Files.readString(file).isBlank()) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private Path transport(String jid, String... more) throws IOException {
        return Files.writeString(transports.resolve(jid + ".cfg"), """
                [service]
                jid = %s
                server_mode = 1
                server = 127.0.0.1
                port = %d
                backend = %s
                working_dir = %s/work/$jid
                pidfile = %s/run/$jid.pid
                portfile = %s/run/$jid.port
                [database]
                type = sqlite3
                database = users.sqlite
                %s
                """.formatted(
                        jid, Ports.free(), ECHO, dir, dir, dir, String.join("\n", more)));
    }

    private int manager(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("-c", managerConfig.toString()));
        all.addAll(List.of(words));
        return new CommandLine(new ManagerCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void starts_asks_restarts_and_stops_all_transports() throws Exception {
        Path a = transport("a.example");
        transport("b.example");

        assertThat(manager("status")).as(err.toString()).isEqualTo(3);
        assertThat(out)
                .hasToString("\"" + a + "\": a.example Stopped\n\"" + transports + "/b.example.cfg\": b.example"
                        + " Stopped\n");
        assertThat(manager("start")).as("%s %s", out, err).isZero();
        assertThat(manager("status")).isZero();
        assertThat(out.toString()).contains("a.example Running", "b.example Running");
        assertThat(manager("list")).isZero();
        assertThat(out).hasToString("a.example\nb.example\n");

        assertThat(manager("a.example", "status")).isZero();
        assertThat(out).hasToString("Running (0 users connected using 1 backends)\n");
        assertThat(manager("a.example", "online_users")).isZero();
        assertThat(out).hasToString("Empty response\n");
        assertThat(manager("a.example", "nonsense")).isZero();
        assertThat(err).hasToString("Error: Unknown variable or command\n");

        String before = Files.readString(dir.resolve("run/a.example.pid"));
        assertThat(manager("a.example", "restart")).as("%s %s", out, err).isZero();
        assertThat(Files.readString(dir.resolve("run/a.example.pid"))).isNotEqualTo(before);

        assertThat(munin("spectrum2_online", "config").lines())
                .contains(
                        "graph_vlabel users",
                        "graph_category spectrum2",
                        "a_example.label a.example",
                        "b_example.label b.example");
        assertThat(munin("spectrum2_online")).isEqualTo("a_example.value 0\nb_example.value 0\n");
        assertThat(munin("spectrum2_messages_sec", "config").lines())
                .contains("a_example_total.type DERIVE", "a_example_total.min 0");
        assertThat(munin("spectrum2_messages")).isEqualTo("a_example_total.value 0\nb_example_total.value 0\n");
        assertThat(munin("spectrum2_memory").lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("[ab]_example\\.value [1-9][0-9]*\\.[0-9]+"));

        assertThat(manager("stop")).as("%s %s", out, err).isZero();
        assertThat(out.toString().replace(".", ""))
                .isEqualTo(("Stopping \"" + a + "\":  OK\nStopping \"" + transports + "/b.example.cfg\":  OK\n")
                        .replace(".", ""));
        assertThat(manager("status")).isEqualTo(3);
        assertThat(manager("stop")).isZero();
        assertThat(out.toString()).contains("Not running");
    }

    @Test
    void runs_vhosts_of_one_file_as_processes_of_their_own() throws Exception {
        Path file = transport("a.example", "[vhosts]", "vhost = v.example");

        assertThat(manager("v.example", "start")).as("%s %s", out, err).isZero();
        assertThat(manager("status")).isEqualTo(3);
        assertThat(out).hasToString("\"" + file + "\": v.example Running\n\"" + file + "\": a.example Stopped\n");
        assertThat(manager("v.example", "uptime")).isZero();
        assertThat(out.toString().strip()).matches("[0-9]+");
        assertThat(manager("list")).isZero();
        assertThat(out).hasToString("a.example\n");
        assertThat(manager("status", "--json")).isEqualTo(3);
        assertThat(out.toString()).contains("\"jid\" : \"v.example\"", "\"running\" : true");
        assertThat(manager("v.example", "stop")).isZero();
        assertThat(out.toString())
                .startsWith("Stopping \"" + file + "\": v.example ")
                .endsWith(" OK\n");
    }

    @Test
    void asks_a_transport_whose_backends_come_from_other_machines() throws Exception {
        String password = KeyTool.make(dir.resolve("backends.p12"), "a.example", "ip:127.0.0.1");
        Files.writeString(dir.resolve("token"), "a token of the administrator\n");
        Path file = transport(
                "a.example",
                "service.backend_host = 0.0.0.0",
                "service.backend_cert = " + dir.resolve("backends.p12"),
                "service.backend_cert_password = " + password,
                "service.backend_token = ${file:" + dir.resolve("token") + "}");

        assertThat(manager("start")).as("%s %s", out, err).isZero();
        assertThat(manager("a.example", "backends_count"))
                .as("%s %s", file, err)
                .isZero();
        assertThat(out).hasToString("1\n");
        assertThat(manager("stop")).isZero();
    }

    @Test
    void leaves_a_process_alone_that_got_the_number_of_a_transport() throws Exception {
        Path file = transport("a.example");
        Files.createDirectories(dir.resolve("run"));
        Process other = new ProcessBuilder("sleep", "100").start();
        try {
            Files.writeString(dir.resolve("run/a.example.pid"), other.pid() + "\n");

            assertThat(manager("status")).isEqualTo(3);
            assertThat(manager("stop")).isZero();
            assertThat(out).hasToString("Stopping \"" + file + "\": Not running\n");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void starts_and_stops_by_the_spectrum2_in_the_path() throws Exception {
        Path bin = Files.createDirectories(dir.resolve("bin"));
        // As Spectrum 2 does: the parent writes the number of the child, which bears the name, and ends.
        Path program = bin.resolve("spectrum2");
        Path child = Files.createDirectories(dir.resolve("child")).resolve("spectrum2");
        Files.copy(Path.of("/bin/sleep").toRealPath(), child);
        Files.setPosixFilePermissions(child, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(program, """
                #!/bin/sh
                echo "$@" > %s/arguments
                [ -e %s/fail ] && exit 255
                setsid %s 100 > /dev/null 2>&1 &
                while [ "$(readlink /proc/$!/exe)" != %s ]; do sleep 0.02; done
                mkdir -p %s/run
                echo $! > %s/run/a.example.pid
                """.formatted(dir, dir, child, child.toRealPath(), dir, dir));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Instance instance = Instance.of(transport("a.example")).get(0);
        Controls controls = new Controls(
                new PrintWriter(out, true), "/nowhere" + File.pathSeparator + bin, List.of("/nowhere/transport"));

        Files.writeString(dir.resolve("fail"), "");
        assertThat(controls.start(instance)).isEqualTo(255);
        Files.delete(dir.resolve("fail"));
        assertThat(controls.start(instance)).isZero();
        assertThat(dir.resolve("arguments")).hasContent("-j a.example " + instance.file());
        assertThat(manager("status")).isZero();
        assertThat(controls.start(instance)).isZero();
        assertThat(controls.stop(instance)).isTrue();
        assertThat(out.toString())
                .contains("a.example Running", "Already running", "Stopping \"" + instance.file() + "\"");
        assertThat(manager("status")).isEqualTo(3);
    }

    @Test
    void gives_the_exit_code_of_a_transport_that_does_not_start() throws Exception {
        Files.writeString(transports.resolve("wrong.cfg"), "[service]\njid = wrong.example\nport = many\n");

        assertThat(manager("start")).isEqualTo(2);
        assertThat(out.toString()).contains("ERROR (exit code 2)");
    }

    @Test
    void explains_what_it_does_not_find() throws Exception {
        transport("a.example");

        assertThat(manager("a.example", "status")).isEqualTo(1);
        assertThat(err.toString()).contains("Can't connect the server");
        assertThat(manager("c.example", "status")).isEqualTo(1);
        assertThat(err).hasToString("Error: Config file for Spectrum instance with this JID was not found\n");
        assertThat(manager()).isEqualTo(1);
        assertThat(manager("dance")).isEqualTo(11);
        Files.writeString(managerConfig, "[service]\nconfig_directory = " + dir + "/none\n");
        assertThat(manager("list")).isEqualTo(6);
        Files.writeString(managerConfig, "[service]\nconfig_directory = " + managerConfig + "\n");
        assertThat(manager("list")).isEqualTo(7);
        Files.writeString(managerConfig, "[service]\nport = 1\nunheard = of\n");
        assertThat(manager("list")).isEqualTo(4);
        assertThat(err.toString()).contains("unheard is no option of the manager");
        Files.delete(managerConfig);
        assertThat(manager("list")).isEqualTo(4);
    }

    @Test
    void does_not_wait_for_ever_for_an_answer() throws Exception {
        try (ScriptedTransport mute = ScriptedTransport.tcp()) {
            Path file = transport("a.example");
            Files.createDirectories(dir.resolve("run"));
            Files.writeString(dir.resolve("run/a.example.port"), mute.port() + "\n");

            assertThat(manager("--timeout", "1", "a.example", "status")).isEqualTo(1);
            assertThat(err.toString()).contains("did not answer within 1 s");
            assertThat(file).exists();
        }
    }

    private String munin(String name, String... arguments) throws Exception {
        Path python = Tools.require("python3");
        Path manager = dir.resolve("manager.sh");
        Files.writeString(
                manager,
                "#!/bin/sh\nexec " + System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path")
                        + "' org.libtransport.launcher.Main manager -c " + managerConfig + " \"$@\"\n");
        Files.setPosixFilePermissions(manager, PosixFilePermissions.fromString("rwx------"));
        Path link = dir.resolve(name);
        if (!Files.exists(link)) {
            Files.createSymbolicLink(
                    link, Path.of("src/assembly/share/munin/spectrum2_").toAbsolutePath());
        }
        List<String> command = new ArrayList<>(List.of(python.toString(), link.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("manager", manager.toString());
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
