package org.libtransport.backend;

import java.util.concurrent.CompletionStage;

/** Answers admin commands that come as QUERY frames on a connection of their own. */
@FunctionalInterface
public interface QueryHandler {

    /** Runs one command. Called on an event loop; must not block. */
    CompletionStage<String> query(String command);
}
