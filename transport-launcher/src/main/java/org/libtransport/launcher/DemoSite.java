package org.libtransport.launcher;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the demo needs in the world: a directory of its own with certificate and config file, a free port, and
 * the command that starts the echo backend. {@link #close} removes it.
 */
final class DemoSite implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String DOMAIN = "localhost";
    static final String ACCOUNT = "demo";

    private static final String BACKEND = "org.libtransport.examples.echo.EchoBackend";

    /** What a backend for one user needs, so that its start does not wait for memory it will never use. */
    private static final List<String> BACKEND_FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");

    private final Path directory;
    private final int port;
    private final DemoCertificate certificate;

    private DemoSite(Path directory, int port, DemoCertificate certificate) {
        this.directory = directory;
        this.port = port;
        this.certificate = certificate;
    }

    /** Makes it, with the echo backend as a process of its own. */
    static DemoSite make() throws StartException, InterruptedException {
        return make(backendCommand());
    }

    /**
     * Makes it.
     *
     * @param backend what {@code service.backend} is
     */
    static DemoSite make(String backend) throws StartException, InterruptedException {
        Path directory;
        try {
            directory = Files.createTempDirectory("transport-demo-");
        } catch (IOException e) {
            throw new StartException("cannot make a directory for the demo: " + Reasons.of(e), e);
        }
        boolean made = false;
        try {
            DemoCertificate certificate = DemoCertificate.make(directory.resolve("demo.p12"));
            DemoSite site = new DemoSite(directory, freePort(), certificate);
            Files.writeString(site.config(), site.configText(backend));
            made = true;
            return site;
        } catch (IOException e) {
            throw new StartException("cannot prepare the demo: " + Reasons.of(e), e);
        } finally {
            if (!made) {
                Directories.remove(directory);
            }
        }
    }

    /** Somebody else may take it before the transport does; then the demo says so and is started again. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private String configText(String backend) {
        return """
                [service]
                server_mode = 1
                more_resources = 1
                jid = %s
                server = %s
                port = %d
                cert = %s
                cert_password = %s
                backend_host = %s
                backend = %s
                working_dir = %s
                portfile = %s

                [identity]
                name = Echo
                type = xmpp

                [database]
                type = sqlite3
                database = %s
                """.formatted(
                        DOMAIN,
                        HOST,
                        port,
                        certificate.file(),
                        certificate.password(),
                        HOST,
                        backend,
                        directory,
                        directory.resolve("backend.port"),
                        directory.resolve("demo.sqlite"));
    }

    private static String backendCommand() {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.of(
                        Stream.of(javaProgram().toString()),
                        BACKEND_FLAGS.stream(),
                        JavaFlags.ofThisJvm().stream(),
                        Stream.of("-cp", classPath, BACKEND))
                .flatMap(words -> words)
                .map(DemoSite::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The Java that this program runs on. */
    static Path javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    Path directory() {
        return directory;
    }

    Path config() {
        return directory.resolve("demo.cfg");
    }

    DemoCertificate certificate() {
        return certificate;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        Directories.remove(directory);
    }
}
