package org.libtransport.backend;

import com.google.protobuf.MessageLite;
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

    /** Leaves the seat; no event follows. Frames handed over before are still sent. */
    void release();

    /** Names the backend in logs. */
    String backendName();
}
