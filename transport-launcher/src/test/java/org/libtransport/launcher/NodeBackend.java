package org.libtransport.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.libtransport.testkit.Tools;

/** The echo backend in TypeScript, as built by {@code examples/node/check}. */
final class NodeBackend {

    private static final Path FOLDER =
            Path.of("../examples/node").toAbsolutePath().normalize();

    private NodeBackend() {}

    /** The program; the test fails without it, or is skipped where that may be. */
    static Path require() {
        Tools.require("node");
        if (!Files.exists(FOLDER.resolve("dist/echo/main.js"))) {
            String reason = "examples/node is not built (examples/node/check --build)";
            if (Boolean.getBoolean("strict")) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
        return FOLDER.resolve("echo-backend");
    }
}
