package org.libtransport.conversation;

import com.google.protobuf.MessageLite;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * The way of a user's frames to the network. What a person would miss goes by {@link Deliveries} instead, which sees to
 * it that nothing gets lost unnoticed.
 */
public interface NetworkMessages {

    /** Hands the frame to the user's backend; false if it takes no more now. */
    boolean send(WrapperMessage.Type type, MessageLite payload);

    /**
     * The same for a frame that somebody would miss.
     *
     * @param unwritten called once, on the user's loop, if the frame was taken but the connection ended before all of it
     *     was in the socket
     */
    boolean send(WrapperMessage.Type type, MessageLite payload, Runnable unwritten);

    /** A new number for the {@code ackId} of the next message; 0 if the backend does not acknowledge. */
    long nextAckId();
}
