package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.WriteBehindStorage;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Servers that go and come back under a transport that works. */
final class ServerOutageIT {

    private static final String ROMEO = "romeo@montague.example";

    private final InMemoryMetrics metrics = new InMemoryMetrics();

    private interface Step {
        void run();
    }

    @Test
    void what_was_changed_while_maria_db_was_stopped_is_written_when_it_is_back() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            outage(ServerDatabase.make(server, ""), server::stop, server::start);
        }
    }

    @Test
    void what_was_changed_while_maria_db_was_killed_is_written_when_it_is_back() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            outage(ServerDatabase.make(server, ""), server::kill, server::start);
        }
    }

    @Test
    void what_was_changed_while_postgres_was_stopped_is_written_when_it_is_back() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            outage(ServerDatabase.make(server, ""), server::stop, server::start);
        }
    }

    @Test
    void what_was_changed_while_maria_db_was_cut_off_is_written_when_it_is_reached_again() throws Exception {
        try (MariaDbServer server = MariaDbServer.create();
                SilentProxy way = new SilentProxy(server.port())) {
            DatabaseSettings direct = ServerDatabase.make(server, "");
            DatabaseServer behind = DatabaseServer.at(
                    "127.0.0.1", OptionalInt.of(way.port()), MariaDbServer.USER, MariaDbServer.PASSWORD);
            outage(
                    DatabaseSettings.mysql(behind, direct.database(), ""),
                    () -> way.setSilent(true),
                    () -> way.setSilent(false));
        }
    }

    @Test
    void what_was_changed_while_postgres_was_cut_off_is_written_when_it_is_reached_again() throws Exception {
        try (PostgresServer server = PostgresServer.create();
                SilentProxy way = new SilentProxy(server.port())) {
            DatabaseSettings direct = ServerDatabase.make(server, "");
            DatabaseServer behind = DatabaseServer.at(
                    "127.0.0.1", OptionalInt.of(way.port()), PostgresServer.USER, PostgresServer.PASSWORD);
            outage(
                    DatabaseSettings.postgresql(behind, direct.database(), ""),
                    () -> way.setSilent(true),
                    () -> way.setSilent(false));
        }
    }

    @Test
    void a_server_that_is_not_there_at_the_start_is_named() throws Exception {
        DatabaseSettings settings;
        try (PostgresServer server = PostgresServer.create()) {
            settings = ServerDatabase.make(server, "");
        }
        assertThatThrownBy(() -> SqlStores.open(settings))
                .isInstanceOf(StorageException.class)
                .hasMessage("The PostgreSQL database " + settings.database() + " at 127.0.0.1:"
                        + settings.server().port().getAsInt()
                        + " cannot be used: the server cannot be reached or closed the connection");
    }

    @Test
    void a_wrong_password_is_told_without_it() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            DatabaseSettings right = ServerDatabase.make(server, "");
            DatabaseServer wrong = DatabaseServer.at("127.0.0.1", right.server().port(), MariaDbServer.USER, "geheim");
            assertThatThrownBy(() -> SqlStores.open(DatabaseSettings.mysql(wrong, right.database(), "")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageEndingWith("the server refused the user name or the password")
                    .hasMessageNotContaining("geheim");
        }
    }

    private void outage(DatabaseSettings settings, Step end, Step begin) throws Exception {
        WriteBehindStorage storage = SqlStores.start(settings, metrics);
        long id = get(storage.register(new Registration(ROMEO, "romeo", "secret", "en")))
                .id();
        storage.putBuddy(id, buddy("before"));
        assertThat(get(storage.load(ROMEO)).orElseThrow().buddies()).hasSize(1);

        end.run();
        storage.putBuddy(id, buddy("during"));
        storage.removeBuddy(id, "before");
        storage.setOnline(id, true);
        assertThatThrownBy(() -> get(storage.find("juliet@capulet.example")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.isTemporary()).isTrue());
        assertThat(storage.waitingChanges()).isEqualTo(3);

        begin.run();
        await("all is written").atMost(Duration.ofSeconds(30)).until(() -> storage.waitingChanges() == 0);
        assertThat(get(storage.onlineUsers())).containsExactly(ROMEO);
        assertThat(get(storage.load(ROMEO)).orElseThrow().buddies()).containsExactly(buddy("during"));
        get(storage.close());
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isZero();
    }

    private static BuddyRecord buddy(String name) {
        return new BuddyRecord(name, false, "", List.of(), 0, "");
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
