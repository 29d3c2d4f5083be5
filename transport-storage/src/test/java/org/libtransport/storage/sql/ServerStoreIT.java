package org.libtransport.storage.sql;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.libtransport.storage.Store;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;
import org.libtransport.testkit.StorageContract;

/** The same contract at real servers. */
final class ServerStoreIT {

    @Nested
    final class OnMariaDb {

        private static @Nullable MariaDbServer server;

        @BeforeAll
        static void start() {
            server = MariaDbServer.create();
        }

        @AfterAll
        static void stop() {
            if (server != null) {
                server.close();
            }
        }

        @Nested
        final class WithoutPrefix extends Contract {
            @Override
            DatabaseSettings make() throws Exception {
                return ServerDatabase.make(server, "");
            }
        }

        @Nested
        final class WithPrefix extends Contract {
            @Override
            DatabaseSettings make() throws Exception {
                return ServerDatabase.make(server, "irc_");
            }
        }
    }

    @Nested
    final class OnPostgres {

        private static @Nullable PostgresServer server;

        @BeforeAll
        static void start() {
            server = PostgresServer.create();
        }

        @AfterAll
        static void stop() {
            if (server != null) {
                server.close();
            }
        }

        @Nested
        final class WithoutPrefix extends Contract {
            @Override
            DatabaseSettings make() throws Exception {
                return ServerDatabase.make(server, "");
            }
        }

        @Nested
        final class WithPrefix extends Contract {
            @Override
            DatabaseSettings make() throws Exception {
                return ServerDatabase.make(server, "Irc_");
            }
        }
    }

    abstract static class Contract extends StorageContract {

        private @Nullable DatabaseSettings settings;

        abstract DatabaseSettings make() throws Exception;

        @Override
        protected final Store open() throws Exception {
            DatabaseSettings known = settings;
            if (known == null) {
                known = make();
                settings = known;
            }
            return SqlStores.open(known);
        }
    }
}
