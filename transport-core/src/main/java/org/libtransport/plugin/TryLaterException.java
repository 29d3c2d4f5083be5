package org.libtransport.plugin;

import java.time.Duration;

/**
 * The network does not take this message now: the transport keeps it and gives it again. Not logged as a fault. Thrown only
 * when the network surely does not have the message, else it arrives twice. Thrown by {@link NetworkSession#sendMessage},
 * {@link AttentionSupport#attention} and {@link RoomSupport#changeSubject}.
 *
 * <p>A transport that knows no acknowledgements cannot keep it; the user reads then that it was not delivered.
 */
public final class TryLaterException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /**
     * Creates a postponement.
     *
     * @param pause how long to wait at least, in whole seconds rounded up; zero leaves it to the transport, whose own pause
     *     grows
     * @param text a sentence for the user, if the transport gives up
     * @throws IllegalArgumentException if the pause is negative or longer than a day
     */
    public TryLaterException(Duration pause, String text) {
        super(text);
        if (pause.isNegative() || pause.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("not a pause: " + pause);
        }
        this.pause = pause;
    }

    public Duration pause() {
        return pause;
    }
}
