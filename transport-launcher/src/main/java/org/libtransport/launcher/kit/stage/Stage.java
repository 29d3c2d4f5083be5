package org.libtransport.launcher.kit.stage;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendLauncher.End;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.launcher.peer.NoBackendException;
import org.libtransport.launcher.peer.PeerLink;
import org.libtransport.launcher.peer.PlayedTransport;
import org.libtransport.launcher.peer.StartedBackend;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * The backend that is on, and the transport's end of its connection. It stays on from scene to scene until one fails or ends
 * it. For one thread.
 */
public final class Stage implements AutoCloseable {

    private final PlayedTransport transport;
    private final Script script;
    private @Nullable Cast cast;
    private int actors;
    private long lastAckId;

    /** What belongs to one connection. */
    private record Cast(StartedBackend backend, Inbox inbox, Opening opening) {}

    public Stage(PlayedTransport transport, Script script) {
        this.transport = transport;
        this.script = script;
    }

    /**
     * Starts a backend, unless one is on.
     *
     * @throws Unmet if it is there but does not begin as it should
     */
    public void ready() throws NoBackendException, Unmet, InterruptedException {
        if (cast != null) {
            return;
        }
        StartedBackend backend = transport.start(script.timeout());
        try {
            Inbox inbox = new Inbox(backend);
            cast = new Cast(backend, inbox, open(backend.link(), inbox));
        } finally {
            if (cast == null) {
                backend.close();
            }
        }
    }

    private Opening open(PeerLink link, Inbox inbox) throws Unmet, InterruptedException {
        link.send(Type.TYPE_PING);
        inbox.await(Type.TYPE_PONG, "PONG as the answer to the first PING", script.timeout());
        List<String> tokens =
                all(inbox, Kind.TOKEN).stream().map(Wire.Token::getToken).toList();
        Announcement announced = Announcement.of(all(inbox, Kind.CONFIG).stream()
                .map(Wire.BackendConfig::getConfig)
                .toList());
        Optional<Wire.Hello> hello = Optional.empty();
        boolean greets = announced.has(Extensions.SECTION + "." + Extensions.HELLO);
        if (greets) {
            link.send(
                    Type.TYPE_HELLO,
                    Wire.Hello.newBuilder()
                            .setLowestVersion(Extensions.LOWEST_VERSION)
                            .setHighestVersion(Extensions.HIGHEST_VERSION)
                            .setSoftware("libtransport conformance kit")
                            .build());
            hello = inbox.poll(Kind.HELLO, "", any -> true, script.timeout());
        }
        boolean understood = !greets
                || hello.filter(theirs -> theirs.getLowestVersion() <= Extensions.HIGHEST_VERSION
                                && theirs.getHighestVersion() >= Extensions.LOWEST_VERSION)
                        .isPresent();
        boolean acknowledges = understood && announced.has(Extensions.SECTION + "." + Extensions.ACKNOWLEDGEMENT);
        return new Opening(inbox.order(), tokens, announced, hello, acknowledges);
    }

    private static <M extends MessageLite> List<M> all(Inbox inbox, Kind<M> kind) throws InterruptedException {
        List<M> found = new ArrayList<>();
        for (Optional<M> next = inbox.poll(kind, "", any -> true, Duration.ZERO);
                next.isPresent();
                next = inbox.poll(kind, "", any -> true, Duration.ZERO)) {
            found.add(next.get());
        }
        return found;
    }

    private Cast on() {
        Cast now = cast;
        if (now == null) {
            throw new IllegalStateException("no backend is on");
        }
        return now;
    }

    public Script script() {
        return script;
    }

    /** How the backend that is on began. */
    public Opening opening() {
        return on().opening();
    }

    public Announcement announced() {
        return opening().announced();
    }

    public PeerLink link() {
        return on().backend().link();
    }

    /** Whether what is said comes back: not in a network that speaks XMPP, where nothing is said by CONV_MESSAGE. */
    public boolean echo() {
        return script.echo() && !announced().has("features.rawxml");
    }

    /** Whether the backend cannot be asked to speak TLS. */
    public boolean withoutSocket() {
        return transport.inProcess();
    }

    /** A second listener, for the same backend; the one that is on does not see it. */
    public PlayedTransport secured(PlayedTransport.Tls tls) {
        return transport.secured(tls);
    }

    /** Its process id, or -1 for a plugin in this JVM. */
    public long pid() {
        return on().backend().pid();
    }

    /** A user who is not logged in yet, with a key that no other has. */
    public Actor actor() {
        return actor(script.user());
    }

    /**
     * Another user.
     *
     * @param legacyName at the network
     */
    public Actor actor(String legacyName) {
        Actor actor = new Actor(this, "actor" + ++actors + "@kit.example", legacyName);
        on().inbox().expectSession(actor.key());
        return actor;
    }

    /** Sends PING and waits for its PONG: what was sent before on this link has been read. */
    public void ping(String expected) throws Unmet, InterruptedException {
        link().send(Type.TYPE_PING);
        pong(expected);
    }

    /** Waits for one PONG. */
    public void pong(String expected) throws Unmet, InterruptedException {
        on().inbox().await(Type.TYPE_PONG, expected, script.timeout());
    }

    /** Whether there was one more PONG than were waited for. */
    public boolean hasPong() throws InterruptedException {
        return on().inbox().has(Type.TYPE_PONG);
    }

    /** Waits for the next piece of XML. */
    public ByteString nextXml(String expected) throws Unmet, InterruptedException {
        return on().inbox().await(Type.TYPE_RAW_XML, expected, script.timeout()).payload();
    }

    /** The token in the environment of the backend. */
    public String token() {
        return transport.token();
    }

    /** Waits for what may as well not come, about the link. */
    public <M extends MessageLite> Optional<M> perhaps(Kind<M> kind) throws InterruptedException {
        return poll(kind, "", any -> true, script.patience());
    }

    /** What came until now about the link, or empty. */
    public <M extends MessageLite> Optional<M> came(Kind<M> kind) throws InterruptedException {
        return poll(kind, "", any -> true, Duration.ZERO);
    }

    /** Waits for the end of the program, or of the plugin. */
    public Optional<End> awaitEnd(Duration atMost) throws InterruptedException {
        return on().backend().awaitEnd(atMost);
    }

    /**
     * Checks that the backend is well after a scene.
     *
     * @throws Unmet if it is gone, does not answer, or said what a transport does not understand
     */
    public void settle() throws Unmet, InterruptedException {
        ping("PONG after all that");
        List<String> faults = on().inbox().takeFaults();
        if (!faults.isEmpty()) {
            throw new Unmet("only frames that a transport understands, about users who are logged in", faults.get(0));
        }
    }

    /** Ends the backend; the next scene has a new one. */
    public void clear() throws InterruptedException {
        Cast old = cast;
        cast = null;
        if (old != null) {
            old.backend().close();
        }
    }

    @Override
    public void close() throws InterruptedException {
        clear();
    }

    <M extends MessageLite> Optional<M> poll(Kind<M> kind, String session, Predicate<M> fits, Duration atMost)
            throws InterruptedException {
        return on().inbox().poll(kind, session, fits, atMost);
    }

    <M extends MessageLite> M await(Kind<M> kind, String session, Predicate<M> fits, String expected)
            throws Unmet, InterruptedException {
        return on().inbox().await(kind, session, fits, expected, script.timeout());
    }

    /** A number for a message, 0 where the backend does not acknowledge. */
    long nextAckId() {
        return opening().acknowledges() ? ++lastAckId : 0;
    }
}
