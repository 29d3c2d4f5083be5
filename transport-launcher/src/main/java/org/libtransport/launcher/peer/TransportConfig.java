package org.libtransport.launcher.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A config file as a transport in gateway mode has it; backends that read it find what they need. */
public final class TransportConfig {

    private TransportConfig() {}

    /** Writes one into the directory and returns its absolute path. */
    public static Path write(Path directory) throws IOException {
        Path file = directory.toAbsolutePath().resolve("transport.cfg");
        String text = """
                [service]
                jid = kit.example
                server = 127.0.0.1
                port = 5347
                password = unused
                server_mode = 0
                working_dir = %s
                admin_jid = admin@kit.example

                [identity]
                name = conformance kit
                type = unknown

                [database]
                type = none
                """;
        return Files.writeString(file, text.formatted(file.getParent()), StandardCharsets.UTF_8);
    }
}
