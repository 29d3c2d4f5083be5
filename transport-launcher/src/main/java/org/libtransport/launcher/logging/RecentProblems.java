package org.libtransport.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last warnings and errors of the log, for administrators who do not see it. Safe on any thread. */
public final class RecentProblems extends AppenderBase<ILoggingEvent> {

    private static final int MOST = 50;
    private static final int LONGEST = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Listens from now on. */
    public static RecentProblems of(LoggerContext context) {
        RecentProblems problems = new RecentProblems();
        problems.setContext(context);
        problems.setName("recent problems");
        problems.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(problems);
        return problems;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return;
        }
        String message = event.getFormattedMessage().replaceAll("\\R", " ");
        String line = Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.SECONDS) + " "
                + event.getLevel() + " "
                + (message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message);
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > MOST) {
                lines.removeFirst();
            }
        }
    }

    /** A line each, the latest last. */
    public String list() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }
}
