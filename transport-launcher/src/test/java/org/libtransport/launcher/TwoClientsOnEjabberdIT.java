package org.libtransport.launcher;

import org.libtransport.testkit.EjabberdServer;

/** {@link TwoClients} at ejabberd. */
class TwoClientsOnEjabberdIT extends TwoClients {

    private EjabberdServer server;

    @Override
    int startServer(String snippet) {
        server = EjabberdServer.start("localhost", ACCOUNTS, snippet);
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
        return "ejabberd";
    }
}
