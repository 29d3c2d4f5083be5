package org.libtransport.xmpp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.xmpp.jid.Jid;

/** A server without sockets and clients that say what a test tells them. */
final class ClientPlay {

    static final Jid SERVICE = Jid.parse("net.example");
    static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' to='net.example' version='1.0'>";
    static final String ERROR = "urn:ietf:params:xml:ns:xmpp-streams";

    final RecordedServerEvents events = new RecordedServerEvents();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final Sessions sessions = new Sessions();
    final Delivery delivery = new Delivery(sessions);
    private final List<Client> clients = new ArrayList<>();
    private final ServerContext context;
    private int ids;

    ClientPlay(ServerSettings settings, @Nullable SslContext tls) {
        Newcomers newcomers = new Newcomers(10, 10);
        context = new ServerContext(settings, tls, sessions, delivery, newcomers, events, () -> "id" + ++ids, metrics);
    }

    static ClientPlay withoutTls() {
        return new ClientPlay(ServerSettings.of(SERVICE, "127.0.0.1", 0, null), null);
    }

    /** A new connection. */
    Client connect() {
        assertThat(context.newcomers().enter(InetAddress.getLoopbackAddress())).isTrue();
        Client client = new Client(new ClientStream(context, InetAddress.getLoopbackAddress()));
        clients.add(client);
        return client;
    }

    /** A client with a resource, whose negotiation nobody looks at. */
    Client bound(String resource) {
        Client client = connect();
        client.logIn("romeo", "secret");
        client.bind(resource);
        client.received();
        return client;
    }

    /** Runs what waits on all loops until nothing does. */
    void run() {
        for (int i = 0; i < 5; i++) {
            clients.forEach(client -> client.channel.runPendingTasks());
        }
    }

    final class Client {

        final EmbeddedChannel channel;

        private Client(ClientStream stream) {
            ServerTiming timing = context.settings().timing();
            channel = new EmbeddedChannel(
                    new IdleStateHandler(
                            timing.silence().toMillis(), timing.keepAlive().toMillis(), 0, TimeUnit.MILLISECONDS),
                    stream.stream());
            channel.freezeTime();
        }

        /** Sends and returns what the server has sent since the last time. */
        String say(String xml) {
            channel.writeInbound(Unpooled.copiedBuffer(xml, StandardCharsets.UTF_8));
            run();
            return received();
        }

        String received() {
            run();
            StringBuilder text = new StringBuilder();
            for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
                text.append(part.toString(StandardCharsets.UTF_8));
                part.release();
            }
            return text.toString();
        }

        String auth(String name, String password) {
            String data = Base64.getEncoder()
                    .encodeToString(('\0' + name + '\0' + password).getBytes(StandardCharsets.UTF_8));
            return say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + data + "</auth>");
        }

        void logIn(String name, String password) {
            say(HEADER);
            assertThat(auth(name, password)).isEqualTo("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            assertThat(say(HEADER)).contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>");
        }

        String bind(String resource) {
            return say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + resource
                    + "</resource></bind></iq>");
        }

        void passTime(Duration time) {
            channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            run();
        }

        boolean isOpen() {
            return channel.isOpen();
        }
    }
}
