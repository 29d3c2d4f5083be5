package org.libtransport.storage.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.SqliteFile;

class DatabaseCopyTest {

    @TempDir
    private Path dir;

    private Moved copy(DatabaseSettings from, DatabaseSettings to, Progress progress) {
        try (Database source = Database.connect(from);
                Database target = Database.connectOrMake(to)) {
            return new DatabaseCopy(source, target, progress).run();
        }
    }

    @Test
    void a_copy_has_everything_under_another_prefix() {
        SqliteFile source = new SqliteFile(dir.resolve("a.sqlite"));
        SqliteFile target = new SqliteFile(dir.resolve("b.sqlite"));
        source.script("old.sql");

        copy(DatabaseSettings.sqlite(source.path(), ""), DatabaseSettings.sqlite(target.path(), "irc_"), Progress.NONE);

        for (String table : List.of("users", "buddies", "users_settings", "buddies_settings")) {
            assertThat(target.rows("SELECT * FROM irc_" + table))
                    .containsExactlyInAnyOrderElementsOf(source.rows("SELECT * FROM " + table));
        }
    }

    @Test
    void a_target_with_users_is_refused() {
        DatabaseSettings source = DatabaseSettings.sqlite(dir.resolve("a.sqlite"), "");
        DatabaseSettings target = DatabaseSettings.sqlite(dir.resolve("b.sqlite"), "");
        SampleUsers.fill(source, 2, 2);
        SampleUsers.fill(target, 1, 0);

        assertThatThrownBy(() -> copy(source, target, Progress.NONE)).hasMessageContaining("is not empty");
        assertThatThrownBy(() -> copy(source, source, Progress.NONE)).hasMessageContaining("is not empty");
    }

    @Test
    void progress_is_told_row_by_row_and_an_end_in_between_leaves_an_empty_target() {
        DatabaseSettings source = DatabaseSettings.sqlite(dir.resolve("a.sqlite"), "");
        DatabaseSettings target = DatabaseSettings.sqlite(dir.resolve("b.sqlite"), "");
        SampleUsers.fill(source, 10, 200);

        assertThatThrownBy(() -> copy(source, target, (done, total) -> {
                    assertThat(total).isEqualTo(10 + 10 + 2_000 + 500);
                    if (done == 1_500) {
                        throw new IllegalStateException("interrupted");
                    }
                }))
                .hasMessage("interrupted");
        try (Database database = Database.connect(target)) {
            assertThat(database.isEmpty()).isTrue();
        }
        assertThat(copy(source, target, Progress.NONE).total()).isEqualTo(2_520);
    }
}
