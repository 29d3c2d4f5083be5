package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.NETWORK_PASSWORD;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The log of a whole session, as it is written unless configured otherwise. */
@Timeout(60)
class QuietLogIT {

    private static final String BODY = "a-body-not-for-the-log-4714";

    @TempDir
    private Path files;

    @Test
    void neither_secrets_nor_what_people_say_are_logged() throws Exception {
        try (GatewayScene scene = GatewayScene.open()) {
            SmackClient romeo = scene.loginAndRegister("romeo", "phone");
            romeo.say(ECHO, BODY);
            romeo.awaitMessage(ECHO, BODY);
            scene.transport().killBackend();
            romeo.say(ECHO, "id", BODY);
            romeo.awaitMessage(ECHO, BODY);
            romeo.unregister(TRANSPORT);
            romeo.awaitOffline(TRANSPORT);
            assertThat(scene.transport().stop()).isZero();

            assertThat(scene.transport().log())
                    .contains("romeo@localhost")
                    .doesNotContain(BODY)
                    .doesNotContain(NETWORK_PASSWORD)
                    .doesNotContain(scene.componentSecret());
        }
    }

    @Test
    void no_secret_is_in_the_database_the_log_of_everything_and_what_commands_print() throws Exception {
        Path logging = Files.writeString(files.resolve("logging.cfg"), """
                log4j.rootLogger=ALL, F
                log4j.logger.org.libtransport=ALL
                log4j.appender.F=org.apache.log4j.FileAppender
                log4j.appender.F.File=%s/everything.log
                log4j.appender.F.layout=org.apache.log4j.PatternLayout
                log4j.appender.F.layout.ConversionPattern=%%p %%c %%m%%n
                """.formatted(files));
        try (GatewayScene scene = GatewayScene.openWithOptions(
                "org.libtransport.examples.echo.EchoBackend", "logging.config = " + logging)) {
            SmackClient romeo = scene.loginAndRegister("romeo", "phone");
            romeo.say(ECHO, BODY);
            romeo.awaitMessage(ECHO, BODY);
            scene.transport().killBackend();
            assertThat(scene.transport().stop()).isZero();

            String config = scene.transport().config().toString();
            StringBuilder printed = new StringBuilder();
            for (List<String> command : List.of(
                    List.of("db", "status", config),
                    List.of("db", "check", config),
                    List.of("db", "export", "--user", "romeo@localhost", config),
                    List.of("config", "show", "--all", config))) {
                printed.append(print(command));
            }
            assertThat(printed).contains("romeo@localhost", "service.password = ***");
            for (String secret : List.of(NETWORK_PASSWORD, scene.componentSecret())) {
                assertThat(printed).doesNotContain(secret);
                assertThat(files.resolve("everything.log"))
                        .content()
                        .contains("DEBUG")
                        .doesNotContain(secret);
                for (Path file : filesOf(scene.transport().resolve("transport.cfg"))) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(secret);
                }
            }
        }
    }

    private static String print(List<String> command) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        new CommandLine(new Main()).setOut(writer).setErr(writer).execute(command.toArray(String[]::new));
        return out.toString();
    }

    /** All that the transport has written, beside the config file in which the administrator wrote secrets. */
    private static List<Path> filesOf(Path config) throws IOException {
        try (Stream<Path> all = Files.walk(config.getParent())) {
            List<Path> written = all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(config))
                    .toList();
            assertThat(written).anyMatch(file -> file.endsWith("users.sqlite"));
            return written;
        }
    }

    @Test
    void stopping_leaves_no_process_and_no_pid_file() throws Exception {
        try (GatewayScene scene = GatewayScene.open()) {
            scene.loginAndRegister("romeo", "phone");
            assertThat(scene.transport().stop()).isZero();
            assertThat(scene.transport().resolve("transport.pid")).doesNotExist();
            assertThat(scene.transport().resolve("transport.port")).doesNotExist();
        }
    }
}
