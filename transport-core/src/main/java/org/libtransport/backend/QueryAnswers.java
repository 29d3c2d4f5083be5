package org.libtransport.backend;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the queries of one link, one after the other; the link is not read meanwhile. Used on its event loop. */
final class QueryAnswers {

    private static final Logger log = LoggerFactory.getLogger(QueryAnswers.class);

    private final QueryHandler handler;
    private final Executor eventLoop;
    private final ReadGate gate;
    private final LinkOutput output;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean running;

    QueryAnswers(QueryHandler handler, Executor eventLoop, ReadGate gate, LinkOutput output) {
        this.handler = handler;
        this.eventLoop = eventLoop;
        this.gate = gate;
        this.output = output;
    }

    void query(String command) {
        waiting.add(command);
        if (!running) {
            gate.set(ReadGate.Reason.QUERY_RUNNING, true);
            next();
        }
    }

    private void next() {
        String command = waiting.poll();
        running = command != null;
        if (command == null) {
            gate.set(ReadGate.Reason.QUERY_RUNNING, false);
            return;
        }
        ask(command).whenCompleteAsync(this::answer, eventLoop);
    }

    private CompletionStage<String> ask(String command) {
        try {
            return handler.query(command);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(@Nullable String text, @Nullable Throwable failure) {
        if (failure != null) {
            log.error("A query failed", failure);
        }
        String told = text == null ? "Error: The command failed; the log of the transport says why." : text;
        output.control(
                Type.TYPE_QUERY, Wire.BackendConfig.newBuilder().setConfig(told).build());
        next();
    }
}
