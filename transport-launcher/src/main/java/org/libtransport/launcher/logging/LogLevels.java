package org.libtransport.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The levels of loggers while the transport runs, until its end. Safe on any thread. */
public final class LogLevels {

    private static final Map<String, Level> LEVELS = Map.of(
            "off", Level.OFF,
            "error", Level.ERROR,
            "warn", Level.WARN,
            "info", Level.INFO,
            "debug", Level.DEBUG,
            "trace", Level.TRACE);

    private static final String ROOT = "root";
    private static final String INHERITED = "default";

    private final LoggerContext context;

    /** @param context whose loggers are meant */
    public LogLevels(LoggerContext context) {
        this.context = context;
    }

    /**
     * Sets a level.
     *
     * @param name a logger of ours, one of Spectrum 2, or {@code root}
     * @param level its name in any case, or {@code default} for that of the logger above
     * @return what was done, or what is wrong after {@code Error: }
     */
    public String set(String name, String level) {
        Optional<List<String>> ours = name.equalsIgnoreCase(ROOT)
                ? Optional.of(List.of(org.slf4j.Logger.ROOT_LOGGER_NAME))
                : LoggerNames.of(name);
        if (ours.isEmpty()) {
            return "Error: There is no logger '" + name + "'; org.libtransport or root?";
        } else if (ours.get().isEmpty()) {
            return "Error: Nothing is logged as '" + name + "' here.";
        }
        String typed = level.toLowerCase(Locale.ROOT);
        Level wanted = LEVELS.get(typed);
        if (wanted == null && (!typed.equals(INHERITED) || name.equalsIgnoreCase(ROOT))) {
            return "Error: There is no level '" + level + "'; off, error, warn, info, debug, trace or default?";
        }
        ours.get().forEach(logger -> context.getLogger(logger).setLevel(wanted));
        return String.join(", ", ours.get()) + ": " + typed;
    }

    /** Loggers that have a level of their own, a line each. */
    public String list() {
        Map<String, String> set = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                set.put(
                        logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName(),
                        logger.getLevel().toString().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(
                "\n",
                set.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
    }
}
