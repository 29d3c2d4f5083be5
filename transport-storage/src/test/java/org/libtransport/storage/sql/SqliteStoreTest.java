package org.libtransport.storage.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Store;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;
import org.libtransport.testkit.StorageContract;

final class SqliteStoreTest {

    @Nested
    final class WithoutPrefix extends StorageContract {

        @TempDir
        private Path directory;

        @Override
        protected Store open() {
            return SqlStores.open(DatabaseSettings.sqlite(directory.resolve("t.db"), ""));
        }
    }

    @Nested
    final class WithPrefix extends StorageContract {

        @TempDir
        private Path directory;

        @Override
        protected Store open() {
            return SqlStores.open(DatabaseSettings.sqlite(directory.resolve("t.db"), "irc_"));
        }
    }

    @Nested
    final class Encrypted extends StorageContract {

        @TempDir
        private Path directory;

        @Override
        protected Store open() {
            SecretSettings secrets = new SecretSettings(KeySource.of("", directory), false);
            return SqlStores.open(
                    DatabaseSettings.sqlite(directory.resolve("t.db"), "irc_").withSecrets(secrets));
        }
    }
}
