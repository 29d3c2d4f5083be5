package org.libtransport.launcher.db;

import org.libtransport.storage.sql.SecretMigration;
import org.libtransport.storage.sql.SecretMigration.Outcome;
import picocli.CommandLine.Command;

/** {@code transport db encrypt}. */
@Command(
        name = "encrypt",
        description = {
            "Encrypts all stored passwords and tokens, and from now on new ones. Spectrum 2 cannot read them then.",
            "The transport may run. After an interruption the same command does the rest. Back up the key file."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all done, 1 not all, 2 command line or config file wrong.",
            "",
            "Example: transport db encrypt etc/gateway.cfg"
        })
final class EncryptCommand extends SecretTask {

    @Override
    Outcome run(SecretMigration migration) {
        return migration.encrypt();
    }
}
