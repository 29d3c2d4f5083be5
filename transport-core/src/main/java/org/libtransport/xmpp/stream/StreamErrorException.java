package org.libtransport.xmpp.stream;

/** The peer broke a rule of the stream, which ends with this error. Without stack trace: peers cause it, not our code. */
public final class StreamErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StreamError error;

    public StreamErrorException(StreamError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    public StreamErrorException(StreamError.Condition condition, String text) {
        this(StreamError.of(condition, text));
    }

    public StreamError error() {
        return error;
    }
}
