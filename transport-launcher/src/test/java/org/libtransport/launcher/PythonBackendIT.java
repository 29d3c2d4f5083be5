package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The echo backend in Python. */
class PythonBackendIT extends EchoBackendConversation {

    static final Path BACKEND =
            Path.of("../examples/python/echo-backend").toAbsolutePath().normalize();

    @Override
    Path backend() throws IOException, InterruptedException {
        requireProtobuf();
        return BACKEND;
    }

    /** The interpreter that the backend runs on must have the one library it needs. */
    static void requireProtobuf() throws IOException, InterruptedException {
        String python =
                Optional.ofNullable(System.getenv("LIBTRANSPORT_PYTHON")).orElse("/usr/bin/python3");
        boolean usable = Path.of(python).toFile().canExecute()
                && new ProcessBuilder(python, "-c", "import google.protobuf")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        if (!usable) {
            String reason = "no protobuf for " + python + " (Debian: apt-get install python3-protobuf)";
            if (Boolean.getBoolean("strict")) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
    }
}
