package org.libtransport.launcher.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line for people: {@code 2026-11-01 09:30:00.125 INFO  ComponentFrontend [user=romeo@example.org] message}.
 *
 * <p>Control characters in messages become {@code ?}: what a peer sent must not look like a line of its own.
 */
public final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final List<String> KEYS = List.of("user", "backend", "stream");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final ZoneId zone;
    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    public LineLayout(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void start() {
        stackTraces.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone), line);
        String level = event.getLevel().levelStr;
        line.append(' ').append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
        appendContext(line, event.getMDCPropertyMap());
        line.append(' ');
        appendPrintable(line, event.getFormattedMessage());
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(stackTraces.convert(event));
        }
        return line.toString();
    }

    private static void appendContext(StringBuilder line, Map<String, String> context) {
        if (context.isEmpty()) {
            return;
        }
        String separator = " [";
        for (String key : KEYS) {
            String value = context.get(key);
            if (value != null) {
                line.append(separator).append(key).append('=');
                appendPrintable(line, value);
                separator = " ";
            }
        }
        if (separator.equals(" ")) {
            line.append(']');
        }
    }

    static String printable(@Nullable String text) {
        StringBuilder line = new StringBuilder();
        appendPrintable(line, text);
        return line.toString();
    }

    private static void appendPrintable(StringBuilder line, @Nullable String text) {
        if (text == null) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean breaksTheLine = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaksTheLine ? '?' : c);
        }
    }
}
