package org.libtransport.protocol;

/**
 * Told of every frame that {@link FrameDecoder} skips. Called on the channel's event loop; must neither block nor throw.
 */
public interface FrameErrors {

    /**
     * The frame's content is no {@code WrapperMessage}.
     *
     * @param length of the content in bytes
     */
    void unreadable(int length);

    /** The frame is of a type this side does not know, so the peer is newer or has additions of its own. */
    void unknownType(int number);
}
