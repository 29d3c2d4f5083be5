package org.libtransport.launcher;

import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.libtransport.admin.AdminEntry;
import org.libtransport.admin.Argument;
import org.libtransport.admin.Category;
import org.libtransport.launcher.logging.LogLevels;
import org.libtransport.launcher.logging.RecentProblems;
import org.slf4j.LoggerFactory;

/** What administrators can ask and tell beyond the transport itself: its config file and its log. */
final class ProcessEntries {

    private ProcessEntries() {}

    static List<AdminEntry> all(Reload reload) {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogLevels levels = new LogLevels(logs);
        RecentProblems problems = RecentProblems.of(logs);
        return List.of(
                AdminEntry.command(
                        "reload",
                        Category.GENERAL,
                        "Reload the configuration",
                        "Reads the config file again and tells what changed and what needs a restart",
                        List.of(),
                        none -> CompletableFuture.supplyAsync(() -> reload.run().describe())),
                AdminEntry.variable(
                        "last_errors",
                        Category.GENERAL,
                        "The last warnings and errors of the log",
                        () -> CompletableFuture.completedFuture(problems.list())),
                AdminEntry.variable(
                        "log_levels",
                        Category.GENERAL,
                        "Loggers that have a level of their own",
                        () -> CompletableFuture.completedFuture(levels.list())),
                AdminEntry.command(
                        "log_level",
                        Category.GENERAL,
                        "Set a log level",
                        "Sets how much a logger tells, until the transport ends",
                        List.of(
                                Argument.word("logger", "Logger", "org.libtransport.backend"),
                                Argument.word("level", "Level", "debug")),
                        words -> CompletableFuture.completedFuture(levels.set(words.get(0), words.get(1)))));
    }
}
