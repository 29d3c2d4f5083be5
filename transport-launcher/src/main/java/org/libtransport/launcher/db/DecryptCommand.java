package org.libtransport.launcher.db;

import org.libtransport.storage.sql.SecretMigration;
import org.libtransport.storage.sql.SecretMigration.Outcome;
import picocli.CommandLine.Command;

/** {@code transport db decrypt}. */
@Command(
        name = "decrypt",
        description = {
            "Stores all passwords as Spectrum 2 reads them, and from now on new ones.",
            "The transport may run. After an interruption the same command does the rest."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all done, 1 not all, 2 command line or config file wrong.",
            "",
            "Example: transport db decrypt etc/gateway.cfg"
        })
final class DecryptCommand extends SecretTask {

    @Override
    Outcome run(SecretMigration migration) {
        return migration.decrypt();
    }
}
