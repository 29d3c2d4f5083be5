package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.examples.echo.EchoBackend;
import org.libtransport.testkit.Tools;

/** One user played by hand: what is typed comes from a pipe. */
@Timeout(60)
class BackendRunIT {

    private static final String TALK = """
            # everything that the echo network answers
            wait config
            login
            wait connected
            wait contact
            say echo hello there
            wait answer
            wait message
            typing echo
            wait typing
            nudge echo wake up
            wait attention
            vcard echo
            wait vcard
            status away "out for lunch"
            add "new friend" "My friend" Friends
            remove "new friend"
            join #verona Romeo
            wait occupant
            subject #verona balconies
            wait subject
            say #verona anybody here?
            wait message
            leave #verona
            ping
            wait pong
            logout
            quit
            """;

    @TempDir
    private Path dir;

    private record Outcome(int code, String out) {}

    private static List<String> echo() {
        return List.of(
                DemoSite.javaProgram().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EchoBackend.class.getName());
    }

    private static List<String> command(List<String> options, List<String> backend) {
        List<String> command = new ArrayList<>(List.of(DemoSite.javaProgram().toString()));
        command.addAll(JavaFlags.ofThisJvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "backend", "run"));
        command.addAll(options);
        command.add("--");
        command.addAll(backend);
        return command;
    }

    private Outcome run(List<String> options, List<String> backend, String typed) throws Exception {
        List<String> command = command(options, backend);
        File out = dir.resolve("out").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        try {
            type(process, typed);
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as(read(out)).isTrue();
            return new Outcome(process.exitValue(), read(out));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void type(Process process, String typed) {
        try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(typed);
        } catch (IOException e) {
            // It ended before it read all, which its exit code tells as well.
            assertThat(process.isAlive()).isFalse();
        }
    }

    private static String read(File file) throws IOException {
        return Files.readString(file.toPath());
    }

    private static void holdsTheTalk(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .contains("< connected\n")
                .containsPattern("< contact echo .*online")
                .contains("  said with id console-1, message 1\n")
                .contains("< answer to message 1: accepted\n")
                .containsPattern("< message from echo: hello there")
                .contains("< echo is typing\n")
                .containsPattern("< echo wants your attention")
                .containsPattern("< vcard \\d+ of echo: full name \"[^\"]+\"")
                .containsPattern("< occupant #verona/Romeo online.*")
                .containsPattern("< subject of #verona.*: balconies")
                .containsPattern("< message from #verona/Romeo: anybody here\\?")
                .contains("< pong\n")
                .doesNotContain("! ");
    }

    @Test
    void a_whole_talk_with_the_java_echo_backend() throws Exception {
        holdsTheTalk(run(List.of(), echo(), TALK));
    }

    @Test
    void a_whole_talk_with_the_python_echo_backend() throws Exception {
        Tools.require("python3");
        holdsTheTalk(run(
                List.of(),
                List.of(repository().resolve("examples/python/echo-backend").toString()),
                TALK));
    }

    @Test
    void a_wrong_password_is_told() throws Exception {
        Outcome outcome = run(List.of("--password=wrong"), echo(), "login\nwait disconnected\nquit\n");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("< disconnected: authentication failed");
    }

    @Test
    void what_cannot_be_obeyed_is_told_and_ends_a_script_with_code_1() throws Exception {
        Outcome outcome = run(List.of(), echo(), "dance\nlogin\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("! there is no command dance; see help\n")
                .doesNotContain("connected\n<");
    }

    @Test
    void an_event_that_does_not_come_ends_a_script_with_code_1() throws Exception {
        Outcome outcome = run(List.of(), echo(), "wait connected 1\nquit\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("! no connected came\n");
    }

    @Test
    void a_script_needs_no_quit_and_hears_the_answers_to_its_last_line() throws Exception {
        Outcome outcome = run(List.of(), echo(), "wait config\nlogin\nsay echo the last word\n");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("< message from echo: the last word\n");
    }

    @Test
    void any_frame_can_be_sent() throws Exception {
        Outcome outcome = run(
                List.of(),
                echo(),
                "login\nwait connected\nframe BUDDY_TYPED buddyName: \"mirror\"\nwait typing\nquit\n");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("< mirror is paused\n");
    }

    @Test
    void what_the_backend_prints_is_shown() throws Exception {
        Path script = Files.writeString(dir.resolve("talks.sh"), "echo starting up\nexec \"$@\"\n");
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(echo());
        Outcome outcome = run(List.of(), command, "ping\nwait pong\nquit\n");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("| starting up\n");
    }

    @Test
    void a_backend_that_ends_by_itself_ends_the_console_though_nothing_is_typed() throws Exception {
        List<String> command = command(List.of(), echo());
        File out = dir.resolve("out").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        try (Writer keyboard = process.outputWriter(StandardCharsets.UTF_8)) {
            keyboard.write("wait config\nframe EXIT\n");
            keyboard.flush();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(read(out)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(read(out)).contains("! the backend closed the connection; ");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void a_password_that_cannot_be_asked_for_is_empty() throws Exception {
        Outcome outcome = run(List.of("--password"), echo(), "login\nwait connected\nquit\n");
        assertThat(outcome.code()).as(outcome.out()).isZero();
    }

    @Test
    void a_backend_that_ends_is_told_with_its_last_words() throws Exception {
        Path script = Files.writeString(dir.resolve("dies.sh"), "echo no network today >&2\nexit 3\n");
        Outcome outcome = run(List.of(), List.of("/bin/sh", script.toString()), "login\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("transport: The program ended before it connected")
                .contains("exit code 3")
                .contains("no network today");
    }

    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }
}
