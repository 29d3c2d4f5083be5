package org.libtransport.protocol;

import io.netty.handler.codec.DecoderException;

/**
 * A frame claims to be longer than the limit. Nothing after it can be trusted, so the link must be closed. What was
 * received before it has been passed on.
 */
public final class FrameTooLongException extends DecoderException {

    private static final long serialVersionUID = 1L;

    private final long length;
    private final int limit;

    FrameTooLongException(long length, int limit) {
        super("a frame of " + length + " bytes is over the limit of " + limit);
        this.length = length;
        this.limit = limit;
    }

    /** The length the peer announced, read as the unsigned number it is. */
    public long length() {
        return length;
    }

    /** The longest frame that would have been taken. */
    public int limit() {
        return limit;
    }
}
