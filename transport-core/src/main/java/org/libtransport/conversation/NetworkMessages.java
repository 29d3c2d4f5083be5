package org.libtransport.conversation;

import com.google.protobuf.MessageLite;
import org.libtransport.protocol.Wire.WrapperMessage;

/** The way of a user's messages to the network. */
@FunctionalInterface
public interface NetworkMessages {

    /** Hands the frame to the user's backend; false if it takes no more now. */
    boolean send(WrapperMessage.Type type, MessageLite payload);
}
