package org.libtransport.launcher.db;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.launcher.ConfigArguments;
import org.libtransport.launcher.DatabaseConfig;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.RunningTransports;
import org.libtransport.launcher.logging.ConsoleConfigurator;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
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
        try (Database database = Database.connect(DatabaseConfig.of(config))) {
            return run(database);
        }
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
