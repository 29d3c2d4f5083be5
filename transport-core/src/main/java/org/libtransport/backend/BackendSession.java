package org.libtransport.backend;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire.WrapperMessage;

/** A user's seat on one backend. Used only on the user's loop. */
public interface BackendSession {

    /**
     * Hands a frame to the backend, after all that were handed to it before.
     *
     * @return false if it was not taken: the backend is gone, or reads too slowly and its queue is full. The caller
     *     tells the user.
     */
    boolean send(WrapperMessage.Type type, MessageLite payload);

    /**
     * The same for a frame that somebody would miss.
     *
     * @param unwritten called once, on the user's loop, if the frame was taken but the connection ended before all of it
     *     was in the socket; also after {@link #release}
     */
    boolean send(WrapperMessage.Type type, MessageLite payload, Runnable unwritten);

    /**
     * Hands over a stanza as RAW_XML.
     *
     * @param unwritten as above; null if nobody would miss the stanza
     */
    boolean sendXml(ByteString xml, @Nullable Runnable unwritten);

    /**
     * A number for the next message's {@code ackId}, not used on this connection before. 0 if the backend does not
     * acknowledge: the message goes without.
     */
    long nextAckId();

    /** Whether the backend may give a token for the user, and takes it instead of the password. */
    boolean takesTokens();

    /** Leaves the seat; no event follows. Frames handed over before are still sent. */
    void release();

    /**
     * Leaves the seat for another that the user has already. For some seconds, what people wrote and is on its way from
     * here still comes as an event; nothing else does.
     */
    void retire();

    /** Names the backend in logs. */
    String backendName();
}
