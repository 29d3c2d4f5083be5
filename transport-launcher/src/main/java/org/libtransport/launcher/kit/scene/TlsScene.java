package org.libtransport.launcher.kit.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.TestKeys;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Arrival;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.launcher.peer.NoBackendException;
import org.libtransport.launcher.peer.PeerLink;
import org.libtransport.launcher.peer.PlayedTransport;
import org.libtransport.launcher.peer.PlayedTransport.Tls;
import org.libtransport.launcher.peer.StartedBackend;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 8.3. With backends of its own: what the environment says is read once, at the start. */
final class TlsScene implements Scene {

    private static final String HOST = "ip:127.0.0.1";

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String about() {
        return "speaks TLS, and only with a transport that it can trust";
    }

    @Override
    public boolean endsBackend() {
        return true;
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (stage.withoutSocket()) {
            return new Verdict.NotChecked("a plugin in this program has no socket");
        }
        boolean sendsToken = !stage.opening().tokens().isEmpty();
        // Some backends can be there only once.
        stage.clear();
        try (TestKeys keys = TestKeys.open()) {
            Tls good = keys.make("good", HOST);
            if (!speaks(stage, good, sendsToken)) {
                return new Verdict.NotAnnounced();
            }
            Tls other = keys.make("other", HOST);
            refuses(stage, new Tls(other.own(), good.trusted()), "is not one of " + Extensions.CA_VARIABLE);
            refuses(stage, keys.make("elsewhere", "dns:elsewhere.example"), "is for another host");
            return new Verdict.Pass();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it speaks TLS at all: backends of Spectrum 2 do not look at the environment. Who knows the token must. */
    private static boolean speaks(Stage stage, Tls tls, boolean sendsToken) throws Unmet, InterruptedException {
        Duration limit = stage.script().timeout();
        try (PlayedTransport transport = stage.secured(tls);
                StartedBackend backend = transport.start(limit)) {
            PeerLink link = backend.link();
            Optional<Boolean> secured =
                    link.awaitSecured(sendsToken ? limit : stage.script().patience());
            if (secured.isEmpty() && !sendsToken) {
                return false;
            }
            if (!secured.orElse(false)) {
                throw new Unmet("TLS where " + Extensions.CA_VARIABLE + " is set", what(link.next(limit), backend));
            }
            if (sendsToken) {
                expect(Type.TYPE_TOKEN, link.next(limit), backend);
            }
            link.send(Type.TYPE_PING);
            Arrival answer = link.next(limit);
            while (isConfig(answer)) {
                answer = link.next(limit);
            }
            expect(Type.TYPE_PONG, answer, backend);
            return true;
        } catch (NoBackendException e) {
            throw new Unmet(
                    "a backend that connects where " + Extensions.CA_VARIABLE + " is set",
                    String.valueOf(e.getMessage()));
        }
    }

    private static boolean isConfig(@Nullable Arrival arrival) {
        return arrival instanceof Arrival.Arrived arrived && arrived.frame().type() == Type.TYPE_BACKEND_CONFIG;
    }

    private static void expect(Type type, @Nullable Arrival arrival, StartedBackend backend) throws Unmet {
        Texts.holds(
                arrival instanceof Arrival.Arrived arrived && arrived.frame().type() == type,
                Kind.word(type) + " on a link with TLS",
                what(arrival, backend));
    }

    private static void refuses(Stage stage, Tls tls, String flaw) throws Unmet, InterruptedException {
        Duration limit = stage.script().timeout();
        try (PlayedTransport transport = stage.secured(tls);
                StartedBackend backend = transport.start(limit)) {
            PeerLink link = backend.link();
            // Some libraries look at the certificate only after the handshake.
            Arrival arrival = link.awaitSecured(limit).orElse(false) ? link.next(limit) : new Arrival.Closed("");
            Texts.holds(
                    arrival instanceof Arrival.Closed,
                    "the connection is given up, because the certificate " + flaw,
                    arrival == null ? "it is kept" : "it is used: " + what(arrival, backend));
        } catch (NoBackendException e) {
            // It was gone before its connection was noticed, which is as good.
            return;
        }
    }

    private static String what(@Nullable Arrival arrival, StartedBackend backend) {
        if (arrival instanceof Arrival.Arrived arrived) {
            return Kind.word(arrived.frame().type());
        }
        if (arrival instanceof Arrival.Unreadable unreadable) {
            return unreadable.what();
        }
        return (arrival instanceof Arrival.Closed closed ? closed.why() : "nothing in time") + backend.lastWords();
    }
}
