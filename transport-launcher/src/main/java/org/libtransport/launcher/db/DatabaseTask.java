package org.libtransport.launcher.db;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.launcher.ConfigArguments;
import org.libtransport.launcher.DatabaseConfig;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.RunningTransports;
import org.libtransport.launcher.logging.ConsoleConfigurator;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.maintenance.Moved;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command about the database of one config file. What goes wrong is one line and an exit code. */
abstract class DatabaseTask implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public final Integer call() throws IOException {
        if (!arguments.named()) {
            throw new ParameterException(spec.commandLine(), "A config file is needed.");
        }
        ConsoleConfigurator.warningsOnly();
        try {
            return run(arguments.load(options));
        } catch (ConfigException e) {
            e.mistakes().forEach(errors()::println);
            return ExitCode.USAGE;
        } catch (StorageException e) {
            errors().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /**
     * Does the work.
     *
     * @return the exit code
     */
    int run(Config config) throws IOException {
        if (alone()) {
            RunningTransports.refuse(config);
        }
        try (Database database = connect(DatabaseConfig.of(config))) {
            if (alone()) {
                database.keepOthersAway();
            }
            return run(database);
        }
    }

    /** Connects to the database that the work is about. */
    Database connect(DatabaseSettings settings) {
        return Database.connect(settings);
    }

    /**
     * The argument that is not the config file, which may be the only one when the config file is an option.
     *
     * @param argument what picocli took for the second
     * @param missing what is said when there is none
     */
    final Path second(@Nullable Path argument, String missing) {
        Path found = argument != null ? argument : arguments.besidesOption();
        if (found == null) {
            throw new ParameterException(spec.commandLine(), missing);
        }
        return found;
    }

    final void tell(Moved moved, String where) {
        tell(out(), moved, where);
    }

    static void tell(PrintWriter out, Moved moved, String where) {
        out.printf(
                Locale.ROOT,
                "%s: %,d users, %,d contacts and %,d settings%n",
                where,
                moved.of("users"),
                moved.of("buddies"),
                moved.of("users_settings") + moved.of("buddies_settings"));
    }

    /** Whether no transport may run meanwhile. */
    boolean alone() {
        return false;
    }

    /** Does the work with the database, which is there but may have no tables. */
    abstract int run(Database database) throws IOException;

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter errors() {
        return spec.commandLine().getErr();
    }
}
