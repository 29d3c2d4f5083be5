package org.libtransport.storage.sql;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Store;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;
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

        @Nested
        final class Encrypted extends Contract {
            @Override
            DatabaseSettings make() throws Exception {
                return encrypted(ServerDatabase.make(server, "irc_"));
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

        @Nested
        final class Encrypted extends Contract {
            @Override
            DatabaseSettings make() throws Exception {
                return encrypted(ServerDatabase.make(server, ""));
            }
        }
    }

    abstract static class Contract extends StorageContract {

        private @Nullable DatabaseSettings settings;

        @TempDir
        private Path keys;

        abstract DatabaseSettings make() throws Exception;

        /** The same, with passwords that are encrypted with a key made on the first occasion. */
        final DatabaseSettings encrypted(DatabaseSettings plain) {
            return plain.withSecrets(new SecretSettings(KeySource.of("", keys), false));
        }

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
