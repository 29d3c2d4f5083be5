package org.libtransport.backend;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Whole frames on their way to a socket.
 *
 * @param unwritten what is to happen, on the loop of the sender, for each frame that would be missed, if the socket does
 *     not take all
 */
record Parcel(ByteBuf bytes, int frames, List<Runnable> unwritten) {}
