package org.libtransport.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes Logback's appenders of those of a log4cxx file. */
final class LogAppenders {

    private static final String SIMPLE = "%p - %m%n";
    private static final String DETAILED = "%r [%t] %p %c - %m%n";
    private static final FileSize SIZE = FileSize.valueOf("10MB");

    /** A date with a literal before and after it, as in {@code '.'yyyy-MM-dd'.log'}. */
    private static final Pattern DATED = Pattern.compile("(?:'([^']*)')?([^']*)(?:'([^']*)')?");

    private final LoggerContext context;
    private final List<String> notUnderstood;

    /**
     * Prepares.
     *
     * @param notUnderstood gets what has no counterpart
     */
    LogAppenders(LoggerContext context, List<String> notUnderstood) {
        this.context = context;
        this.notUnderstood = notUnderstood;
    }

    /** The appender, started; empty if there is none of that type. */
    Optional<Appender<ILoggingEvent>> make(Log4cxxFile.Appender plan) {
        Optional<OutputStreamAppender<ILoggingEvent>> made = switch (plan.type()) {
            case "consoleappender" -> Optional.of(console(plan));
            case "fileappender" -> Optional.of(file(plan, new FileAppender<>()));
            case "rollingfileappender" -> Optional.of(rolling(plan));
            case "dailyrollingfileappender" -> Optional.of(daily(plan));
            case "nullappender" -> Optional.empty();
            default -> {
                notUnderstood.add("the appender " + plan.name() + " of type " + plan.type());
                yield Optional.empty();
            }
        };
        return made.map(appender -> finish(plan, appender));
    }

    private ConsoleAppender<ILoggingEvent> console(Log4cxxFile.Appender plan) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        boolean errorOutput =
                plan.option("target").map(LogAppenders::isErrorOutput).orElse(false);
        console.setTarget((errorOutput ? ConsoleTarget.SystemErr : ConsoleTarget.SystemOut).getName());
        return console;
    }

    private static boolean isErrorOutput(String target) {
        return target.toLowerCase(Locale.ROOT).endsWith("err");
    }

    private <T extends FileAppender<ILoggingEvent>> T file(Log4cxxFile.Appender plan, T appender) {
        appender.setContext(context);
        plan.option("file").ifPresent(appender::setFile);
        appender.setAppend(plan.option("append").map(LogAppenders::isTrue).orElse(true));
        appender.setImmediateFlush(
                plan.option("immediateflush").map(LogAppenders::isTrue).orElse(true));
        return appender;
    }

    private static boolean isTrue(String word) {
        return word.equalsIgnoreCase("true") || word.equals("1") || word.equalsIgnoreCase("yes");
    }

    private RollingFileAppender<ILoggingEvent> rolling(Log4cxxFile.Appender plan) {
        Optional<String> dated = plan.option("rollingpolicy.filenamepattern").filter(name -> name.contains("%d"));
        return dated.isPresent() ? byTime(plan, dated.get()) : bySize(plan);
    }

    private RollingFileAppender<ILoggingEvent> bySize(Log4cxxFile.Appender plan) {
        RollingFileAppender<ILoggingEvent> appender = file(plan, new RollingFileAppender<>());
        FixedWindowRollingPolicy backups = new Backups();
        backups.setContext(context);
        backups.setParent(appender);
        backups.setMinIndex(1);
        backups.setMaxIndex(Math.max(1, number(plan, "maxbackupindex", 1)));
        backups.setFileNamePattern(plan.option("file").orElse("") + ".%i");
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setMaxFileSize(fileSize(plan));
        size.setContext(context);
        size.setCheckIncrement(Duration.buildBySeconds(1));
        appender.setRollingPolicy(backups);
        appender.setTriggeringPolicy(size);
        backups.start();
        size.start();
        return appender;
    }

    private RollingFileAppender<ILoggingEvent> daily(Log4cxxFile.Appender plan) {
        String written = plan.option("datepattern").orElse("'.'yyyy-MM-dd");
        Matcher parts = DATED.matcher(written);
        String suffix;
        if (parts.matches() && !parts.group(2).isEmpty()) {
            suffix = or(parts.group(1)) + "%d{" + parts.group(2) + '}' + or(parts.group(3));
        } else {
            notUnderstood.add("the DatePattern " + written + " (taken as a day)");
            suffix = ".%d{yyyy-MM-dd}";
        }
        return byTime(plan, plan.option("file").orElse("") + suffix);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private RollingFileAppender<ILoggingEvent> byTime(Log4cxxFile.Appender plan, String names) {
        RollingFileAppender<ILoggingEvent> appender = file(plan, new RollingFileAppender<>());
        TimeBasedRollingPolicy<ILoggingEvent> days = new TimeBasedRollingPolicy<>();
        days.setContext(context);
        days.setParent(appender);
        days.setFileNamePattern(names);
        days.setMaxHistory(number(plan, "maxbackupindex", 0));
        appender.setRollingPolicy(days);
        days.start();
        return appender;
    }

    private Appender<ILoggingEvent> finish(Log4cxxFile.Appender plan, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put(PrintableMessage.WORD, PrintableMessage::new);
        layout.getInstanceConverterMap().put(PrintableLogger.WORD, PrintableLogger::new);
        layout.setPattern(Log4cxxPattern.toLogback(pattern(plan), notUnderstood));
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        appender.setEncoder(encoder);
        appender.setName(plan.name());
        plan.option("threshold").map(Level::toLevel).ifPresent(level -> {
            ThresholdFilter filter = new ThresholdFilter();
            filter.setContext(context);
            filter.setLevel(level.levelStr);
            filter.start();
            appender.addFilter(filter);
        });
        appender.start();
        return appender;
    }

    private String pattern(Log4cxxFile.Appender plan) {
        String layout = plan.option("layout").map(Log4cxxFile::simpleName).orElse("patternlayout");
        return switch (layout) {
            case "patternlayout" -> plan.option("layout.conversionpattern").orElse("%m%n");
            case "simplelayout" -> SIMPLE;
            case "ttcclayout" -> DETAILED;
            default -> {
                notUnderstood.add("the layout " + layout + " of the appender " + plan.name());
                yield DETAILED;
            }
        };
    }

    private FileSize fileSize(Log4cxxFile.Appender plan) {
        Optional<String> written = plan.option("maxfilesize").or(() -> plan.option("maximumfilesize"));
        try {
            return written.map(FileSize::valueOf).orElse(SIZE);
        } catch (IllegalArgumentException e) {
            notUnderstood.add("the MaxFileSize " + written.orElse(""));
            return SIZE;
        }
    }

    private int number(Log4cxxFile.Appender plan, String key, int otherwise) {
        Optional<String> written = plan.option(key);
        try {
            return written.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            notUnderstood.add(key + ' ' + written.orElse("") + " of the appender " + plan.name());
            return otherwise;
        }
    }

    /** Logback keeps at most twenty; the file may ask for more. */
    private static final class Backups extends FixedWindowRollingPolicy {

        @Override
        protected int getMaxWindowSize() {
            return Integer.MAX_VALUE;
        }
    }
}
