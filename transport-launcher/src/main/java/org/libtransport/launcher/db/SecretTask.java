package org.libtransport.launcher.db;

import java.io.IOException;
import java.util.Locale;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.Json;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.SecretMigration;
import org.libtransport.storage.sql.SecretMigration.Outcome;
import picocli.CommandLine.Option;

/** A command that gives all stored passwords and tokens another form. */
abstract class SecretTask extends DatabaseTask {

    @Option(names = "--json", description = "Write an object.")
    private boolean json;

    /** Does the work; may be ended by a signal at any moment. */
    abstract Outcome run(SecretMigration migration);

    @Override
    final int run(Database database) throws IOException {
        if (!database.schema().exists()) {
            throw new StorageException("There are no users in " + database.describe() + " yet");
        }
        Outcome outcome;
        try (ProgressLine progress = ProgressLine.on(errors())) {
            outcome = run(new SecretMigration(
                    database, progress::rows, () -> Thread.currentThread().isInterrupted()));
        }
        if (json) {
            Json.print(out(), generator -> {
                generator.writeStartObject();
                generator.writeNumberField("changed", outcome.changed());
                generator.writeArrayFieldStart("unreadable");
                for (String jid : outcome.unreadable()) {
                    generator.writeString(jid);
                }
                generator.writeEndArray();
                generator.writeBooleanField("complete", outcome.complete());
                generator.writeEndObject();
            });
        } else {
            out().printf(Locale.ROOT, "%,d passwords and tokens were changed%n", outcome.changed());
            outcome.unreadable().forEach(jid -> errors().println("does not decrypt, left as it is: " + jid));
            if (!outcome.complete() && outcome.unreadable().isEmpty()) {
                errors().println("not all is done; the same command again does the rest");
            }
        }
        out().flush();
        return outcome.complete() ? ExitCode.OK : ExitCode.FAILED;
    }
}
