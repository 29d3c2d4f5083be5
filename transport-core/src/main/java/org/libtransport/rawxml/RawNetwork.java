package org.libtransport.rawxml;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/** A user's way to a network that takes stanzas. */
@FunctionalInterface
public interface RawNetwork {

    /**
     * Hands a stanza to the user's backend; false if it takes no more now.
     *
     * @param unwritten called once, on the user's loop, if the stanza was taken but the connection ended before all of it
     *     was in the socket; null if nobody would miss the stanza
     */
    boolean sendXml(ByteString xml, @Nullable Runnable unwritten);
}
