package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.WriteBehindStorage;

/** Another program holds the file. */
final class SqliteLockIT {

    private static final String JID = "romeo@montague.example";

    @TempDir
    private Path directory;

    @Test
    void opening_says_that_the_file_is_locked() throws Exception {
        SqliteFile file = new SqliteFile(directory.resolve("locked.db"));
        file.script("old.sql");
        try (Connection other = file.connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            assertThatThrownBy(() -> SqlStores.open(DatabaseSettings.sqlite(file.path(), "")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(file.path().toString(), "locked");
        }
    }

    @Test
    void reads_go_on_changes_wait_and_nothing_is_lost_when_the_lock_ends() throws Exception {
        SqliteFile file = new SqliteFile(directory.resolve("t.db"));
        InMemoryMetrics metrics = new InMemoryMetrics();
        WriteBehindStorage storage = SqlStores.start(DatabaseSettings.sqlite(file.path(), ""), metrics);
        UserRecord user = get(storage.register(new Registration(JID, "romeo", "pw", "en")));
        BuddyRecord juliet = new BuddyRecord("juliet", true, "", List.of(), 0, "");
        try (Connection other = file.connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(get(storage.load(JID))).isPresent();

            storage.putBuddy(user.id(), juliet);
            assertThatThrownBy(() -> get(storage.load(JID)))
                    .hasRootCauseInstanceOf(java.sql.SQLException.class)
                    .hasStackTraceContaining("locked");
            assertThatThrownBy(() -> get(storage.register(new Registration("a@b", "a", "s3cret", "en"))))
                    .hasStackTraceContaining("locked");
            assertThat(storage.waitingChanges()).isEqualTo(1);
            statement.execute("ROLLBACK");
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> storage.waitingChanges() == 0);

        StoredUser stored = get(storage.load(JID)).orElseThrow();
        assertThat(stored.buddies()).containsExactly(juliet);
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isZero();
        get(storage.close());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
