package org.libtransport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real ejabberd of its own for one test, on the loopback address, for users of one domain. {@link #close} leaves no
 * process and no file.
 */
public final class EjabberdServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final TemporaryDirectory directory = TemporaryDirectory.create("ejabberd");
    private final int clientPort = Ports.free();
    private final ChildProcess process;

    private EjabberdServer(String domain, Map<String, String> accounts, String listeners) {
        directory.write("ejabberd.yml", """
                hosts: ["%s"]
                loglevel: info
                auth_method: [internal]
                auth_password_format: plain
                modules:
                  mod_roster: {}
                  mod_disco: {}
                %s
                  -
                    port: %d
                    ip: "127.0.0.1"
                    module: ejabberd_c2s
                """.formatted(domain, listeners.stripTrailing(), clientPort));
        List<String> registrations = new ArrayList<>();
        accounts.forEach((user, password) -> registrations.add(
                "{ejabberd_auth:try_register(<<\"%s\">>, <<\"%s\">>, <<\"%s\">>)}".formatted(user, domain, password)));
        process = ChildProcess.start(
                "ejabberd",
                directory.path(),
                directory.resolve("output.log"),
                List.of(
                        "/usr/bin/env",
                        "ERL_LIBS=" + libraries(),
                        "EJABBERD_CONFIG_PATH=" + directory.resolve("ejabberd.yml"),
                        "EJABBERD_LOG_PATH=" + directory.resolve("ejabberd.log"),
                        "SPOOL_DIR=" + directory.resolve("spool"),
                        Tools.require("erl").toString(),
                        "-noinput",
                        "-start_epmd",
                        "false",
                        "-mnesia",
                        "dir",
                        '"' + directory.resolve("spool").toString() + '"',
                        "-s",
                        "ejabberd",
                        "-eval",
                        "io:format(\"registered ~p~n\", [[" + String.join(", ", registrations) + "]])."));
    }

    /**
     * Starts one; the test is skipped where ejabberd is not installed, see {@link Tools#require}.
     *
     * @param listeners the lines of ejabberd.yml from {@code listen:} on, to which the port for clients is added
     */
    public static EjabberdServer start(String domain, Map<String, String> accounts, String listeners) {
        Tools.require("ejabberdctl");
        EjabberdServer server = new EjabberdServer(domain, accounts, listeners);
        try {
            server.process.await(
                    "accounts and port",
                    START_TIMEOUT,
                    () -> server.log().contains("registered [") && Ports.isOpen(server.clientPort));
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Where the package has its code, which depends on the processor. */
    private static Path libraries() {
        try (Stream<Path> files = Files.find(
                LIBRARIES,
                3,
                (path, attributes) -> String.valueOf(path.getFileName()).startsWith("ejabberd-"))) {
            return files.findFirst().map(Path::getParent).orElse(LIBRARIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where XMPP clients connect. */
    public int clientPort() {
        return clientPort;
    }

    /** What the server has logged. */
    public String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
