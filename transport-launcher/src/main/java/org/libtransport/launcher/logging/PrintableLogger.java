package org.libtransport.launcher.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The logger without its packages; one for what a backend printed with the backend's number. */
public final class PrintableLogger extends ClassicConverter {

    static final String WORD = "loggerName";

    @Override
    public String convert(ILoggingEvent event) {
        String name = event.getLoggerName();
        return name.startsWith("org.libtransport.") ? name.substring(name.lastIndexOf('.') + 1) : name;
    }
}
