package org.libtransport.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;
import org.libtransport.backend.ProcessLauncher;

/** Tells by which backend process a line was printed. */
final class BackendProcess extends AbstractDiscriminator<ILoggingEvent> {

    /**
     * One process.
     *
     * @param id the number that the backend got from the transport, which is {@code service.backend_id} for it
     */
    record Name(String id, String pid) {

        static Name of(String text) {
            int slash = text.lastIndexOf('/');
            return new Name(text.substring(0, slash), text.substring(slash + 1));
        }

        @Override
        public String toString() {
            return id + '/' + pid;
        }
    }

    @Override
    public String getDiscriminatingValue(ILoggingEvent event) {
        String logger = event.getLoggerName();
        String id =
                logger.startsWith(ProcessLauncher.LOGGERS) ? logger.substring(ProcessLauncher.LOGGERS.length()) : "";
        return new Name(id, event.getMDCPropertyMap().getOrDefault(ProcessLauncher.PID, "")).toString();
    }

    @Override
    public String getKey() {
        return "backend";
    }
}
