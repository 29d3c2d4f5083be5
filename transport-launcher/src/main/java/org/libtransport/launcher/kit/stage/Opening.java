package org.libtransport.launcher.kit.stage;

import java.util.List;
import java.util.Optional;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * How a backend began.
 *
 * @param order the types of its frames, up to its first PONG
 * @param hello its answer to the transport's HELLO
 * @param acknowledges whether messages are sent with an {@code ackId}
 */
public record Opening(
        List<Type> order,
        List<String> tokens,
        Announcement announced,
        Optional<Wire.Hello> hello,
        boolean acknowledges) {}
