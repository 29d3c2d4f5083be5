package org.libtransport.storage.sql;

import java.nio.file.Path;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;

/** Rotates the key of a database, over and over, until it is ended. Arguments: see {@link BusyWriter}, and a directory. */
final class RotationProcess {

    static final String BEGUN = "begun";

    private RotationProcess() {}

    public static void main(String[] args) {
        DatabaseSettings settings = withKeys(BusyWriter.settings(args[0]), Path.of(args[1]));
        System.out.println(BEGUN);
        while (true) {
            rotate(settings);
        }
    }

    static SecretMigration.Outcome rotate(DatabaseSettings settings) {
        try (Database database = Database.connect(settings)) {
            return new SecretMigration(database, (done, total) -> {}, () -> false).rotate();
        }
    }

    /** The same with a key file in this directory. */
    static DatabaseSettings withKeys(DatabaseSettings settings, Path directory) {
        return settings.withSecrets(new SecretSettings(KeySource.of("", directory), false));
    }
}
