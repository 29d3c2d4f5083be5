package org.libtransport.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.libtransport.testkit.ProsodyServer;

/** A stage for gateway mode: a Prosody with some people, the transport connected to it, and their clients. */
final class GatewayScene implements AutoCloseable {

    /** The transport's address. */
    static final String TRANSPORT = "net.localhost";

    /** The contact that every user of the echo network has. */
    static final String ECHO = "echo@" + TRANSPORT;

    /** What a user registers with at the network; not to be found in any log. */
    static final String NETWORK_PASSWORD = "sesame-4711-open";

    private static final String SECRET = "component-secret-4712";
    private static final String XMPP_PASSWORD = "xmpp-password-4713";

    private final ProsodyServer prosody;
    private final TransportProcess transport;
    private final List<SmackClient> clients = new ArrayList<>();

    private GatewayScene(ProsodyServer prosody, Function<String[], TransportProcess> launcher, String... moreOptions) {
        this.prosody = prosody;
        List<String> options = new ArrayList<>(List.of(
                "service.jid = " + TRANSPORT,
                "service.server = 127.0.0.1",
                "service.port = " + prosody.componentPort(),
                "service.password = " + SECRET));
        options.addAll(List.of(moreOptions));
        this.transport = launcher.apply(options.toArray(String[]::new));
    }

    /** Starts the server and the transport, and waits until they know each other. */
    static GatewayScene open() {
        return open("org.libtransport.examples.echo.EchoBackend");
    }

    /** The same with a backend of which this is the main class, and more modules of the server. */
    static GatewayScene open(String backend, String... prosodyModules) {
        ProsodyServer.Builder builder = server();
        List.of(prosodyModules).forEach(builder::module);
        return new GatewayScene(builder.start(), running(backend)).started();
    }

    /** The same with a backend of which this is the main class, and more options of the transport. */
    static GatewayScene openWithOptions(String backend, String... options) {
        return new GatewayScene(server().start(), running(backend), options).started();
    }

    /** The same with a backend that is started by this command line. */
    static GatewayScene openWithCommand(String command) {
        return new GatewayScene(server().start(), options -> TransportProcess.withCommand(command, options)).started();
    }

    private static Function<String[], TransportProcess> running(String mainClass) {
        return options -> TransportProcess.withBackend(mainClass, options);
    }

    private static ProsodyServer.Builder server() {
        return ProsodyServer.forDomain("localhost")
                .account("romeo", XMPP_PASSWORD)
                .account("juliet", XMPP_PASSWORD)
                .component(TRANSPORT, SECRET);
    }

    private GatewayScene started() {
        try {
            transport.launch();
            awaitLink(1);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    ProsodyServer prosody() {
        return prosody;
    }

    TransportProcess transport() {
        return transport;
    }

    String componentSecret() {
        return SECRET;
    }

    /** Waits until the transport has connected this many times in all. */
    void awaitLink(int times) {
        transport.await(times + " times connected", () -> prosody.componentConnections() >= times);
    }

    /** A person's client, logged in at the server. */
    SmackClient login(String user, String resource) throws Exception {
        SmackClient client = SmackClient.withoutTls(prosody.clientPort(), user + "@localhost", XMPP_PASSWORD, resource);
        clients.add(client);
        return client.login();
    }

    /** A person who has registered with the network and sees the contact online. */
    SmackClient loginAndRegister(String user, String resource) throws Exception {
        SmackClient client = login(user, resource);
        client.register(TRANSPORT, user, NETWORK_PASSWORD);
        client.awaitOnline(TRANSPORT);
        client.awaitOnline(ECHO);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(SmackClient::close);
        transport.close();
        prosody.close();
    }
}
