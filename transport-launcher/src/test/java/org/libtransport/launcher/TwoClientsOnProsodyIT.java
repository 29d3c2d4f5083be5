package org.libtransport.launcher;

import org.libtransport.testkit.ProsodyServer;

/** {@link TwoClients} at Prosody. */
class TwoClientsOnProsodyIT extends TwoClients {

    private ProsodyServer server;

    @Override
    int startServer(String snippet) {
        ProsodyServer.Builder builder = ProsodyServer.forDomain("localhost").lines(snippet);
        ACCOUNTS.forEach(builder::account);
        server = builder.start();
        return server.clientPort();
    }

    @Override
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String server() {
        return "prosody";
    }
}
