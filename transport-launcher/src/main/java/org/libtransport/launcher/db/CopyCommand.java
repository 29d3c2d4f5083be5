package org.libtransport.launcher.db;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Overrides;
import org.libtransport.launcher.DatabaseConfig;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.RunningTransports;
import org.libtransport.launcher.logging.ConsoleConfigurator;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.maintenance.DatabaseCopy;
import org.libtransport.storage.maintenance.Moved;
import org.libtransport.storage.sql.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport db copy}. */
@Command(
        name = "copy",
        description = {
            "Copies all users, contacts and settings from the database of one config file into the empty one of another,"
                    + " which may be of another kind.",
            "What was written is read back and compared, by number and checksum, before it is made final: after a failure"
                    + " or an interruption the target is empty. The transports must not run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 not done and nothing was changed, 2 command line or config file wrong.",
            "",
            "Example: transport db copy etc/sqlite.cfg etc/postgres.cfg"
        })
final class CopyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "The config file of the database that is copied.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path from;

    @Parameters(index = "1", paramLabel = "TO", description = "The config file of the database that is filled.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path to;

    @Option(
            names = {"-j", "--jid"},
            paramLabel = "JID",
            description = "The transport's JID, in place of service.jid in both files.")
    private @Nullable String jid;

    @Override
    public Integer call() {
        ConsoleConfigurator.warningsOnly();
        try {
            Config source = load(from);
            Config target = load(to);
            RunningTransports.refuse(source);
            RunningTransports.refuse(target);
            try (Database first = Database.connect(DatabaseConfig.of(source));
                    Database second = Database.connectOrMake(DatabaseConfig.of(target));
                    ProgressLine progress = ProgressLine.on(spec.commandLine().getErr())) {
                first.keepOthersAway();
                second.keepOthersAway();
                Moved moved = new DatabaseCopy(first, second, progress).run();
                DatabaseTask.tell(spec.commandLine().getOut(), moved, second.describe());
            }
            return ExitCode.OK;
        } catch (ConfigException e) {
            e.mistakes().forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        } catch (StorageException e) {
            spec.commandLine().getErr().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Config load(Path file) throws ConfigException {
        return ConfigParser.parse(ConfigFile.read(file), Overrides.parse(jid, List.of()));
    }
}
