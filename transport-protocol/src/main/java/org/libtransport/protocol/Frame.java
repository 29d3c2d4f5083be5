package org.libtransport.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * One frame as it was read: what it is, and its content still unparsed.
 *
 * <p>Immutable and independent of the buffer it came from, so it may be handed to another thread.
 *
 * @param type what the payload is
 * @param payload one serialized message, or XML text for {@code TYPE_RAW_XML}; empty if the frame has none
 */
public record Frame(WrapperMessage.Type type, ByteString payload) {

    /**
     * Reads the payload.
     *
     * @param parser of the message that belongs to {@link #type}
     * @throws InvalidProtocolBufferException if the payload is no such message or lacks a required field; the frame is
     *     to be skipped then, the following ones are not concerned
     */
    public <M> M parse(Parser<M> parser) throws InvalidProtocolBufferException {
        return parser.parseFrom(payload);
    }

    /** Names the type and the size only: payloads hold passwords and message bodies, and this text ends up in logs. */
    @Override
    public String toString() {
        return type + "(" + payload.size() + " bytes)";
    }
}
