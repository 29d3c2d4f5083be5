package org.libtransport.launcher.db;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.ExitCode;
import org.libtransport.storage.maintenance.Moved;
import org.libtransport.storage.maintenance.Restore;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code transport db restore}. */
@Command(
        name = "restore",
        description = {
            "Fills an empty database with what a backup holds, whatever kind of database that was.",
            "The backup is read to its end before anything is changed; then all of it is written, or nothing, also when"
                    + " the command is interrupted. The transport must not run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 not done and nothing was changed, 2 command line or config file wrong.",
            "",
            "Examples:",
            "  transport db restore etc/gateway.cfg users.backup",
            "  transport db restore --replace etc/gateway.cfg users.backup"
        })
final class RestoreCommand extends DatabaseTask {

    @Parameters(index = "1", arity = "0..1", paramLabel = "BACKUP", description = "The file that is read.")
    private @Nullable Path second;

    @Option(names = "--replace", description = "Remove all users, contacts and settings that are there.")
    private boolean replace;

    @Override
    boolean alone() {
        return true;
    }

    @Override
    Database connect(DatabaseSettings settings) {
        return Database.connectOrMake(settings);
    }

    @Override
    int run(Database database) {
        Path backup = second(second, "The file with the backup is needed.");
        Moved moved;
        try (ProgressLine progress = ProgressLine.on(errors())) {
            moved = new Restore(database, progress).read(backup, replace);
        }
        tell(moved, database.describe());
        return ExitCode.OK;
    }
}
