package org.libtransport.launcher;

import java.nio.file.Path;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;
import org.libtransport.storage.sql.DatabaseServer;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.DatabaseType;

/** Which database a config file names. */
public final class DatabaseConfig {

    private final Config config;

    private DatabaseConfig(Config config) {
        this.config = config;
    }

    /**
     * The database, with files in the working directory of the transport.
     *
     * @throws StorageException if the options name none that there can be
     */
    public static DatabaseSettings of(Config config) {
        return new DatabaseConfig(config)
                .settings()
                .withEncryptionKey(config.get(Options.DATABASE_ENCRYPTION_KEY))
                .withSharing(config.get(Options.DATABASE_SHARED))
                .withVipStatement(config.get(Options.DATABASE_VIP_STATEMENT))
                .withSecrets(secrets(config));
    }

    private static SecretSettings secrets(Config config) {
        Path directory = config.get(Options.SERVICE_WORKING_DIR).toAbsolutePath();
        return new SecretSettings(
                KeySource.of(config.get(Options.DATABASE_ENCRYPTION_KEY_FILE), directory),
                config.get(Options.DATABASE_UPGRADE_PASSWORDS));
    }

    private DatabaseSettings settings() {
        String name = config.get(Options.DATABASE_DATABASE);
        String prefix = config.get(Options.DATABASE_PREFIX);
        String connectionString = config.get(Options.DATABASE_CONNECTIONSTRING);
        return switch (DatabaseType.of(config.get(Options.DATABASE_TYPE))) {
            case NONE -> DatabaseSettings.none();
            case SQLITE3 -> DatabaseSettings.sqlite(workingDirectory().resolve(name), prefix);
            case MYSQL -> DatabaseSettings.mysql(server(), name, prefix);
            case POSTGRESQL ->
                connectionString.isEmpty()
                        ? DatabaseSettings.postgresql(server(), name, prefix)
                        : DatabaseSettings.postgresql(connectionString, prefix);
        };
    }

    private DatabaseServer server() {
        String authority = config.get(Options.DATABASE_TLS_CA);
        return DatabaseServer.at(
                        config.get(Options.DATABASE_SERVER),
                        config.get(Options.DATABASE_PORT),
                        config.get(Options.DATABASE_USER),
                        config.get(Options.DATABASE_PASSWORD))
                .withTls(
                        DatabaseServer.Tls.of(config.get(Options.DATABASE_TLS)),
                        authority.isEmpty()
                                ? ""
                                : workingDirectory().resolve(authority).toString());
    }

    private Path workingDirectory() {
        return config.get(Options.SERVICE_WORKING_DIR).toAbsolutePath();
    }
}
