package org.libtransport.launcher.db;

import org.libtransport.storage.sql.SecretMigration;
import org.libtransport.storage.sql.SecretMigration.Outcome;
import picocli.CommandLine.Command;

/** {@code transport db rotate-key}. */
@Command(
        name = "rotate-key",
        description = {
            "Makes a new key and encrypts all stored passwords and tokens with it.",
            "The transport may run. After an interruption the same command does the rest, with the key it began with."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all done, 1 not all, 2 command line or config file wrong.",
            "",
            "Example: transport db rotate-key etc/gateway.cfg"
        })
final class RotateKeyCommand extends SecretTask {

    @Override
    Outcome run(SecretMigration migration) {
        return migration.rotate();
    }
}
