package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Two transports on the same tables, by mistake and on purpose. */
final class DatabaseLockIT {

    private static final String REFUSAL = "Another transport uses the same tables of ";
    private static final String WAYS_OUT =
            ". Stop it, give this one another database.prefix, or set database.shared=1 if both are to use them";

    @TempDir
    private Path directory;

    @Test
    void a_second_transport_is_refused_by_sqlite() {
        DatabaseSettings settings = DatabaseSettings.sqlite(directory.resolve("users.db"), "");
        keepsASecondOneAway(settings, DatabaseSettings.sqlite(directory.resolve("users.db"), "irc_"));
    }

    @Test
    void a_second_transport_is_refused_by_maria_db() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            DatabaseSettings settings = ServerDatabase.make(server, "");
            keepsASecondOneAway(settings, DatabaseSettings.mysql(settings.server(), settings.database(), "irc_"));
        }
    }

    @Test
    void a_second_transport_is_refused_by_postgres_with_the_address_of_the_first() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            DatabaseSettings settings = ServerDatabase.make(server, "");
            keepsASecondOneAway(settings, DatabaseSettings.postgresql(settings.server(), settings.database(), "irc_"));
            try (Store first = SqlStores.open(settings)) {
                assertThat(first).isNotNull();
                assertThatThrownBy(() -> SqlStores.open(settings)).hasMessageContaining(", from 127.0.0.1. Stop it");
            }
        }
    }

    private static void keepsASecondOneAway(DatabaseSettings settings, DatabaseSettings otherPrefix) {
        try (Store first = SqlStores.open(settings);
                Store other = SqlStores.open(otherPrefix)) {
            assertThatThrownBy(() -> SqlStores.open(settings))
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith(REFUSAL)
                    .hasMessageEndingWith(WAYS_OUT);
            try (Store shared = SqlStores.open(settings.withSharing(true))) {
                assertThat(shared.onlineUsers()).isEqualTo(first.onlineUsers()).isEqualTo(other.onlineUsers());
            }
        }
        try (Store again = SqlStores.open(settings)) {
            assertThat(again.find(List.of("romeo@montague.example"))).isEmpty();
        }
    }

    @Test
    void the_lock_is_taken_again_when_maria_db_was_restarted() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            isTakenAgain(ServerDatabase.make(server, ""), server::stop, server::start);
        }
    }

    @Test
    void the_lock_is_taken_again_when_postgres_was_restarted() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            isTakenAgain(ServerDatabase.make(server, ""), server::stop, server::start);
        }
    }

    private static void isTakenAgain(DatabaseSettings settings, Runnable end, Runnable begin) {
        try (Store first = SqlStores.open(settings)) {
            end.run();
            begin.run();
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                // Gives back at once what it should not have got.
                assertThatThrownBy(() -> SqlStores.open(settings).close()).hasMessageStartingWith(REFUSAL);
            });
            assertThat(first.onlineUsers()).isEmpty();
        }
    }
}
