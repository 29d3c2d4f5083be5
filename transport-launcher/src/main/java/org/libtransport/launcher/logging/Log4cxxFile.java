package org.libtransport.launcher.logging;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A log4cxx property file, read. Values are as written but for <code>${name}</code>, which is what the reader was given for
 * that name, or else another property of the file, or else a variable of the environment, or else nothing.
 */
final class Log4cxxFile {

    private static final String PREFIX = "log4j.";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final int DEEPEST = 10;

    /** Words about log4cxx itself, which have nothing to say here. */
    private static final Pattern ABOUT_ITSELF = Pattern.compile("debug|configDebug|reset|disable|disableOverride");

    private final Map<String, String> properties = new TreeMap<>();
    private final List<String> notUnderstood = new ArrayList<>();
    private final Map<String, Appender> appenders = new TreeMap<>();
    private final Map<String, Target> loggers = new TreeMap<>();
    private Target root = new Target(Level.DEBUG, List.of(), true);
    private Level threshold = Level.ALL;

    /**
     * What a logger writes and where.
     *
     * @param level null to take it from the logger above
     * @param appenders names of appenders
     * @param additive whether the appenders of the loggers above get it as well
     */
    record Target(@Nullable Level level, List<String> appenders, boolean additive) {}

    /**
     * One place to write to.
     *
     * @param type the name of the class without its package, in lower case
     * @param options keys in lower case, with dots for what belongs to layout and policies
     */
    record Appender(String name, String type, Map<String, String> options) {

        Optional<String> option(String key) {
            return Optional.ofNullable(options.get(key.toLowerCase(Locale.ROOT)))
                    .filter(value -> !value.isEmpty());
        }
    }

    private Log4cxxFile(String text, UnaryOperator<@Nullable String> variables) throws IOException {
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        read.forEach((key, value) -> properties.put(key.toString(), value.toString()));
        properties.replaceAll((key, value) -> substitute(value, variables, 0).trim());
    }

    /**
     * Reads a file.
     *
     * @param variables what stands for a name in <code>${name}</code>; null for a name that it does not know
     */
    static Log4cxxFile read(Path file, UnaryOperator<@Nullable String> variables) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8), variables);
    }

    static Log4cxxFile parse(String text, UnaryOperator<@Nullable String> variables) throws IOException {
        Log4cxxFile file = new Log4cxxFile(text, variables);
        file.sort();
        return file;
    }

    Target root() {
        return root;
    }

    /** By the names that are written in the file. */
    Map<String, Target> loggers() {
        return loggers;
    }

    Map<String, Appender> appenders() {
        return appenders;
    }

    /** Nothing below this is written anywhere. */
    Level threshold() {
        return threshold;
    }

    /** Lines that say nothing known, shortened to what is before the {@code =}. */
    List<String> notUnderstood() {
        return notUnderstood;
    }

    private void sort() {
        properties.forEach((key, value) -> {
            if (!key.startsWith(PREFIX)) {
                return; // a variable of the file's own
            }
            String name = key.substring(PREFIX.length());
            if (name.equals("rootLogger") || name.equals("rootCategory")) {
                root = target(value, true, Level.DEBUG);
            } else if (name.startsWith("logger.") || name.startsWith("category.")) {
                String logger = name.substring(name.indexOf('.') + 1);
                loggers.put(logger, target(value, isAdditive(logger), null));
            } else if (name.startsWith("appender.")) {
                appender(name.substring("appender.".length()), value);
            } else if (name.equals("threshold")) {
                threshold = level(value).orElse(Level.ALL);
            } else if (!name.startsWith("additivity.")
                    && !ABOUT_ITSELF.matcher(name).matches()) {
                notUnderstood.add(key);
            }
        });
        for (Target target : allTargets()) {
            target.appenders().stream()
                    .filter(name -> !appenders.containsKey(name))
                    .forEach(name -> notUnderstood.add("the appender " + name + ", which is not described"));
        }
    }

    private List<Target> allTargets() {
        List<Target> all = new ArrayList<>(loggers.values());
        all.add(root);
        return all;
    }

    /** {@code X} is an appender's class, {@code X.key} or {@code X.layout.key} an option of it. */
    private void appender(String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            Map<String, String> options = new TreeMap<>();
            String prefix = PREFIX + "appender." + name + '.';
            properties.forEach((key, option) -> {
                if (key.startsWith(prefix)) {
                    options.put(key.substring(prefix.length()).toLowerCase(Locale.ROOT), option);
                }
            });
            appenders.put(name, new Appender(name, simpleName(value), options));
        } else if (!properties.containsKey(PREFIX + "appender." + name.substring(0, dot))) {
            notUnderstood.add(PREFIX + "appender." + name);
        }
    }

    /** The name of a class of log4j, log4cxx or log4net, without its package, in lower case. */
    static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private boolean isAdditive(String logger) {
        return !"false".equalsIgnoreCase(properties.get(PREFIX + "additivity." + logger));
    }

    /** {@code LEVEL, appender, appender}, any part of which may be missing. */
    private Target target(String value, boolean additive, @Nullable Level otherwise) {
        String[] parts = value.split(",", -1);
        List<String> names = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isBlank()) {
                names.add(parts[i].trim());
            }
        }
        String word = parts[0].trim();
        Level level = word.isEmpty() || word.equalsIgnoreCase("inherited") || word.equalsIgnoreCase("null")
                ? otherwise
                : level(word).orElse(otherwise);
        return new Target(level, List.copyOf(names), additive);
    }

    private Optional<Level> level(String word) {
        switch (word.toUpperCase(Locale.ROOT)) {
            case "FATAL":
                return Optional.of(Level.ERROR);
            case "OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL":
                return Optional.of(Level.toLevel(word));
            default:
                notUnderstood.add("the level " + word);
                return Optional.empty();
        }
    }

    private String substitute(String value, UnaryOperator<@Nullable String> variables, int depth) {
        Matcher matcher = VARIABLE.matcher(value);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String known = variables.apply(name);
            if (known == null && depth < DEEPEST && properties.containsKey(name)) {
                known = substitute(properties.get(name), variables, depth + 1);
            }
            if (known == null) {
                known = Optional.ofNullable(System.getenv(name)).orElse("");
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(known));
        }
        return matcher.appendTail(result).toString();
    }
}
