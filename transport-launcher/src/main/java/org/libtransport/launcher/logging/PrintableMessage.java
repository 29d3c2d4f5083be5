package org.libtransport.launcher.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message in one line: what a peer sent must not look like a line of its own. */
public final class PrintableMessage extends ClassicConverter {

    static final String WORD = "printable";

    @Override
    public String convert(ILoggingEvent event) {
        return LineLayout.printable(event.getFormattedMessage());
    }
}
