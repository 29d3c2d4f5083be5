package org.libtransport.launcher.db;

import org.libtransport.launcher.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code transport db}. */
@Command(
        name = "db",
        description = "Looks after the database of a transport.",
        subcommands = {
            StatusCommand.class,
            CheckCommand.class,
            UpgradeCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CopyCommand.class,
            ExportCommand.class,
            EraseCommand.class,
            EncryptCommand.class,
            DecryptCommand.class,
            RotateKeyCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 not done or something was found, 2 command line or config file wrong.",
            "",
            "Example: transport db status etc/gateway.cfg"
        })
public final class DatabaseCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "What is to be done with the database? One of the commands below.");
    }
}
