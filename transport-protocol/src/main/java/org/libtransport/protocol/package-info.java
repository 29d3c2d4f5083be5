/**
 * The wire protocol between a transport and its backends: the generated messages ({@link
 * org.libtransport.protocol.Wire}) and the codec of the frames that carry them. Knows bytes only, nothing of users or
 * sockets. Every frame is a 4-byte big-endian length and that many bytes of one serialized {@code WrapperMessage}.
 */
@NullMarked
package org.libtransport.protocol;

import org.jspecify.annotations.NullMarked;
