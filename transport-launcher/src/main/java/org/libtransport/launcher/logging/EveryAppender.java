package org.libtransport.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;

/** Several appenders as one. */
final class EveryAppender extends AppenderBase<ILoggingEvent> {

    private final List<Appender<ILoggingEvent>> all;

    EveryAppender(List<Appender<ILoggingEvent>> all) {
        this.all = List.copyOf(all);
    }

    @Override
    protected void append(ILoggingEvent event) {
        all.forEach(appender -> appender.doAppend(event));
    }

    @Override
    public void stop() {
        all.forEach(Appender::stop);
        super.stop();
    }
}
