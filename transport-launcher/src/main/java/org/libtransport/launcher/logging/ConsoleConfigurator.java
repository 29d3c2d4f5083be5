package org.libtransport.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * Makes Logback write readable lines to the error output. Found by Logback itself; steps aside when
 * {@code -Dlogback.configurationFile} names a file.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class ConsoleConfigurator extends ContextAwareBase implements Configurator {

    /** The name of a system property: the lowest level that is written, {@code INFO} if not set. */
    public static final String LEVEL_PROPERTY = "transport.log.level";

    private static final String OTHERS_LEVEL = "WARN";

    /** For a program whose output is something else: from now on only warnings, unless a level was asked for. */
    public static void warningsOnly() {
        if (System.getProperty(LEVEL_PROPERTY) == null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("org.libtransport").setLevel(Level.WARN);
        }
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        LineLayout layout = new LineLayout(ZoneId.systemDefault());
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setTarget(ConsoleTarget.SystemErr.getName());
        console.setEncoder(encoder);
        console.start();
        context.getLogger("ROOT").setLevel(Level.toLevel(OTHERS_LEVEL));
        context.getLogger("ROOT").addAppender(console);
        Level level = Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.INFO);
        context.getLogger("org.libtransport").setLevel(level);
        // What backends print.
        context.getLogger("backend").setLevel(level);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
