package org.libtransport.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.sift.SiftingAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.Ownership;
import org.slf4j.LoggerFactory;

/**
 * Logging by the files that an administrator has: property files of log4cxx as Spectrum 2 reads them, or Logback's XML.
 *
 * <p>Loggers of Spectrum 2 stand for those of ours that say the same. The root's level is for our loggers and for what
 * backends print; libraries are held to warnings, unless the file has a logger for them.
 */
public final class LogFiles {

    private static final String OURS = "org.libtransport";
    private static final String BACKENDS = "backend";

    private final LoggerContext context;
    private final Ownership ownership;
    private final String jid;
    private final String pid;

    /**
     * Prepares.
     *
     * @param ownership of the directories that are made for log files
     * @param jid what <code>${jid}</code> stands for
     */
    public LogFiles(LoggerContext context, Ownership ownership, String jid) {
        this.context = context;
        this.ownership = ownership;
        this.jid = jid;
        this.pid = Long.toString(ProcessHandle.current().pid());
    }

    /** What this process logs to. */
    public static LoggerContext thisProcess() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /**
     * From now on the transport logs by this file.
     *
     * @throws IOException if it cannot be read or is none of the two kinds; then logging is as it was
     */
    public void useForTransport(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (isXml(text)) {
            useLogback(file);
        } else {
            useLog4cxx(file, Log4cxxFile.parse(text, this::ofTransport));
        }
    }

    /**
     * From now on what backends print goes where this file says that backends log. Directories are made for the log files of
     * backends, which read the same file by themselves.
     *
     * @throws IOException if it cannot be read or is no property file
     */
    public void useForBackends(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (isXml(text)) {
            throw new IOException("this is XML, and backends read property files of log4cxx");
        }
        Log4cxxFile sample = Log4cxxFile.parse(text, this::ofTransport);
        List<String> missing = new ArrayList<>(sample.notUnderstood());
        for (Log4cxxFile.Appender appender : sample.appenders().values()) {
            makeDirectory(appender);
        }
        SiftingAppender each = new SiftingAppender();
        each.setContext(context);
        each.setName("backends");
        BackendProcess process = new BackendProcess();
        process.setContext(context);
        process.start();
        each.setDiscriminator(process);
        each.setAppenderFactory((its, name) -> ofBackend(text, name));
        each.start();
        Logger backends = context.getLogger(BACKENDS);
        backends.detachAndStopAllAppenders();
        backends.setAdditive(false);
        backends.addAppender(each);
        backends.setLevel(sample.root().level());
        warn(file, missing);
    }

    private static boolean isXml(String text) {
        return text.stripLeading().startsWith("<");
    }

    private @Nullable String ofTransport(String name) {
        return switch (name) {
            case "jid" -> jid;
            case "pid" -> pid;
            case "id" -> "";
            default -> null;
        };
    }

    private UnaryOperator<@Nullable String> ofBackend(BackendProcess.Name process) {
        return name -> switch (name) {
            case "jid" -> jid;
            case "pid" -> process.pid();
            case "id" -> process.id();
            default -> null;
        };
    }

    private void useLogback(Path file) throws IOException {
        JoranConfigurator reader = new JoranConfigurator();
        context.reset();
        reader.setContext(context);
        context.putProperty("jid", jid);
        context.putProperty("pid", pid);
        try {
            reader.doConfigure(file.toFile());
        } catch (JoranException e) {
            new ConsoleConfigurator().configure(context);
            throw new IOException(e.getMessage(), e);
        }
    }

    private void useLog4cxx(Path file, Log4cxxFile plan) throws IOException {
        List<String> missing = new ArrayList<>(plan.notUnderstood());
        for (Log4cxxFile.Appender appender : plan.appenders().values()) {
            makeDirectory(appender);
        }
        context.reset();
        LogAppenders factory = new LogAppenders(context, missing);
        Map<String, Appender<ILoggingEvent>> appenders = new LinkedHashMap<>();
        plan.appenders().forEach((name, its) -> factory.make(its).ifPresent(made -> appenders.put(name, made)));
        Level level = atLeast(plan.threshold(), plan.root().level());
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(atLeast(Level.WARN, level));
        attach(root, plan.root().appenders(), appenders);
        context.getLogger(OURS).setLevel(level);
        context.getLogger(BACKENDS).setLevel(level);
        plan.loggers()
                .forEach((name, target) -> LoggerNames.of(name)
                        .ifPresentOrElse(
                                names -> names.forEach(
                                        its -> apply(context.getLogger(its), target, plan.threshold(), appenders)),
                                () -> missing.add("the logger " + name)));
        for (Log4cxxFile.Appender appender : plan.appenders().values()) {
            giveFile(appender);
        }
        warn(file, missing);
    }

    private static Level atLeast(Level least, @Nullable Level level) {
        return level == null || least.isGreaterOrEqual(level) ? least : level;
    }

    private static void apply(
            Logger logger, Log4cxxFile.Target target, Level threshold, Map<String, Appender<ILoggingEvent>> appenders) {
        if (target.level() != null) {
            logger.setLevel(atLeast(threshold, target.level()));
        }
        logger.setAdditive(target.additive());
        attach(logger, target.appenders(), appenders);
    }

    private static void attach(Logger logger, List<String> names, Map<String, Appender<ILoggingEvent>> appenders) {
        for (String name : names) {
            Appender<ILoggingEvent> appender = appenders.get(name);
            if (appender != null) {
                logger.addAppender(appender);
            }
        }
    }

    /** All that the root of the backends' file writes to, for one process. */
    private Appender<ILoggingEvent> ofBackend(String text, String process) {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        try {
            Log4cxxFile plan = Log4cxxFile.parse(text, ofBackend(BackendProcess.Name.of(process)));
            LogAppenders factory = new LogAppenders(context, new ArrayList<>());
            for (String name : plan.root().appenders()) {
                Log4cxxFile.Appender appender = plan.appenders().get(name);
                if (appender != null) {
                    makeDirectory(appender);
                    factory.make(appender).ifPresent(appenders::add);
                }
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(LogFiles.class)
                    .warn("What backend {} prints cannot be logged: {}", process, e.toString());
        }
        Appender<ILoggingEvent> all = new EveryAppender(appenders);
        all.setContext(context);
        all.start();
        return all;
    }

    private void makeDirectory(Log4cxxFile.Appender appender) throws IOException {
        Path file = appender.option("file").map(Path::of).orElse(null);
        Path directory = file == null ? null : file.toAbsolutePath().getParent();
        if (directory != null) {
            ownership.makeDirectories(directory);
        }
    }

    /** It was opened by whoever the process still is, and is written by whom it becomes. */
    private void giveFile(Log4cxxFile.Appender appender) throws IOException {
        Path file = appender.option("file").map(Path::of).orElse(null);
        if (file != null && Files.exists(file)) {
            ownership.give(file);
        }
    }

    private static void warn(Path file, List<String> missing) {
        if (!missing.isEmpty()) {
            LoggerFactory.getLogger(LogFiles.class)
                    .warn("{}: not understood and left out: {}", file, String.join("; ", missing));
        }
    }
}
