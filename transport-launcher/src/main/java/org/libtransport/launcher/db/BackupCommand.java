package org.libtransport.launcher.db;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.ExitCode;
import org.libtransport.storage.maintenance.Backup;
import org.libtransport.storage.maintenance.Moved;
import org.libtransport.storage.sql.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code transport db backup}. */
@Command(
        name = "backup",
        description = {
            "Writes all users, contacts and settings into one file, from which every kind of database can be made again.",
            "It is of one moment; the transport may run. The file is for its owner only, and holds passwords in the form"
                    + " that the database has them. A backup that is interrupted leaves no file."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 there is no backup, 2 command line or config file wrong.",
            "",
            "Examples:",
            "  transport db backup etc/gateway.cfg users.backup",
            "  transport db backup --config etc/gateway.cfg users.backup"
        })
final class BackupCommand extends DatabaseTask {

    @Parameters(index = "1", arity = "0..1", paramLabel = "BACKUP", description = "The file that is made.")
    private @Nullable Path second;

    @Override
    int run(Database database) {
        Path backup = second(second, "A file for the backup is needed.");
        Moved moved;
        try (ProgressLine progress = ProgressLine.on(errors())) {
            moved = new Backup(database, progress).write(backup);
        }
        tell(moved, backup.toString());
        return ExitCode.OK;
    }
}
