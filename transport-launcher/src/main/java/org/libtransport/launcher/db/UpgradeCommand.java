package org.libtransport.launcher.db;

import org.libtransport.launcher.ExitCode;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code transport db upgrade}. */
@Command(
        name = "upgrade",
        description = {
            "Makes the tables that are missing and changes those that this release needs otherwise; the transport does the"
                    + " same when it starts.",
            "A step that is interrupted is done again from its beginning. The transport must not run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing is left to do, 1 it could not be done, 2 command line or config file wrong.",
            "",
            "Examples:",
            "  transport db upgrade --dry-run etc/gateway.cfg",
            "  transport db upgrade etc/gateway.cfg"
        })
final class UpgradeCommand extends DatabaseTask {

    @Option(names = "--dry-run", description = "Only print the SQL.")
    private boolean dryRun;

    @Override
    boolean alone() {
        return !dryRun;
    }

    @Override
    int run(Database database) {
        SchemaState state = database.schema();
        if (state.pending().isEmpty()) {
            out().println((dryRun ? "-- " : "") + "nothing is to be done");
            return ExitCode.OK;
        }
        for (SchemaState.Pending step : state.pending()) {
            String name = (step.number() == 0 ? "" : "step " + step.number() + ": ") + step.purpose();
            if (dryRun) {
                out().println("-- " + name);
                step.statements().forEach(sql -> out().println(sql + ';'));
            } else {
                out().println(name);
            }
        }
        if (!dryRun) {
            database.upgrade();
            out().println("done");
        }
        return ExitCode.OK;
    }
}
