package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options about files and logs in a directory of a test, and what is to be seen of them when a transport runs. */
record RuntimeOptions(Path dir) {

    static RuntimeOptions in(Path dir) throws IOException {
        RuntimeOptions options = new RuntimeOptions(dir);
        options.logging("logging.cfg", "transport.log");
        Files.writeString(
                dir.resolve("backend.sh"),
                "echo the backend begins\nexec " + System.getProperty("java.home")
                        + "/bin/java -Xmx64m -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' org.libtransport.examples.echo.EchoBackend \"$@\"\n");
        options.logging("backend-logging.cfg", "backend-${id}.log");
        return options;
    }

    private void logging(String name, String file) throws IOException {
        Files.writeString(dir.resolve(name), """
                log4j.rootLogger=info, R
                log4j.appender.R=org.apache.log4j.FileAppender
                log4j.appender.R.File=%s/logs/${jid}/%s
                log4j.appender.R.layout=org.apache.log4j.PatternLayout
                log4j.appender.R.layout.ConversionPattern=%%d %%-5p %%c: %%m%%n
                """.formatted(dir, file));
    }

    String[] lines(String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "service.backend = /bin/sh " + dir.resolve("backend.sh"),
                "service.pidfile = " + dir.resolve("own.pid"),
                "service.working_dir = " + dir.resolve("own-work"),
                "logging.config = " + dir.resolve("logging.cfg"),
                "logging.backend_config = " + dir.resolve("backend-logging.cfg")));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    void assertShown(TransportProcess transport) throws IOException {
        List<ProcessHandle> backends = transport.backends();
        assertThat(dir.resolve("own.pid"))
                .hasContent(backends.get(0).parent().orElseThrow().pid() + "\n");
        for (ProcessHandle backend : backends) {
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + backend.pid() + "/cwd")))
                    .isEqualTo(dir.resolve("own-work").toRealPath());
        }
        Path logs = dir.resolve("logs/net.localhost");
        assertThat(logs.resolve("transport.log")).content().contains("is ready");
        assertThat(logs.resolve("backend-1.log")).content().contains("the backend begins");
        assertThat(transport.log()).doesNotContain("is ready");
    }
}
