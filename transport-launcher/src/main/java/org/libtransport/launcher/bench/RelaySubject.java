package org.libtransport.launcher.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blind relay, with a backend that only gives back what it gets. */
final class RelaySubject implements Subject {

    private @Nullable BounceBackend backend;
    private @Nullable Path directory;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String jid() {
        return "relay.bench.local";
    }

    @Override
    public String password() {
        return "relay";
    }

    @Override
    public void prepare(BenchSettings settings, Path directory, int users) throws IOException {
        this.directory = directory;
        backend = new BounceBackend(settings.contacts());
    }

    @Override
    public ChildProcess start(int xmppPort) throws IOException {
        if (backend == null || directory == null) {
            throw new IllegalStateException("not prepared");
        }
        List<String> arguments =
                List.of(jid(), password(), Integer.toString(xmppPort), Integer.toString(backend.port()));
        return ChildProcess.java(List.of(), BlindRelay.class.getName(), arguments, directory);
    }

    @Override
    public boolean hasUsers() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (backend != null) {
            backend.close();
        }
    }
}
