package org.libtransport.launcher;

import java.nio.file.Path;

/** The echo backend in TypeScript. */
class NodeBackendIT extends EchoBackendConversation {

    @Override
    Path backend() {
        return NodeBackend.require();
    }
}
