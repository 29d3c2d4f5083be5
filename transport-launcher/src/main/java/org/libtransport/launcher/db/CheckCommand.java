package org.libtransport.launcher.db;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.Json;
import org.libtransport.storage.maintenance.DatabaseCheck;
import org.libtransport.storage.maintenance.DatabaseCheck.Finding;
import org.libtransport.storage.sql.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code transport db check}. */
@Command(
        name = "check",
        description = {
            "Looks for rows of nobody, names that are there twice, values out of range and secrets that cannot be read.",
            "Without --repair nothing is changed and the transport may run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing is wrong (any more), 1 something is, 2 command line or config file wrong.",
            "",
            "Examples:",
            "  transport db check etc/gateway.cfg",
            "  transport db check --repair etc/gateway.cfg"
        })
final class CheckCommand extends DatabaseTask {

    @Option(
            names = "--repair",
            description = "Mend what can be mended without loss, all or nothing; no user is removed. The transport must"
                    + " not run.")
    private boolean repair;

    @Option(names = "--json", description = "Write an object.")
    private boolean json;

    @Override
    boolean alone() {
        return repair;
    }

    @Override
    int run(Database database) throws IOException {
        DatabaseCheck.Result result = json ? inJson(database) : inLines(database);
        out().flush();
        return result.left() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private DatabaseCheck.Result check(Database database, Consumer<Finding> findings) {
        DatabaseCheck check = new DatabaseCheck(database);
        return repair ? check.repair(findings) : check.look(findings);
    }

    private DatabaseCheck.Result inLines(Database database) {
        DatabaseCheck.Result result = check(
                database,
                finding -> out().println(finding.kind() + ": " + finding.text()
                        + (finding.remedy().isEmpty() ? "" : ": " + finding.remedy())));
        if (result.found() == 0) {
            out().println("nothing is wrong");
        } else {
            out().println(result.found() + " found" + (repair ? ", " + result.left() + " left" : ""));
        }
        return result;
    }

    private DatabaseCheck.Result inJson(Database database) throws IOException {
        DatabaseCheck.Result[] result = new DatabaseCheck.Result[1];
        Json.print(out(), generator -> {
            generator.writeStartObject();
            generator.writeStringField("database", database.describe());
            generator.writeArrayFieldStart("findings");
            result[0] = check(database, finding -> write(generator, finding));
            generator.writeEndArray();
            generator.writeNumberField("found", result[0].found());
            generator.writeNumberField("left", result[0].left());
            generator.writeEndObject();
        });
        return result[0];
    }

    private static void write(JsonGenerator json, Finding finding) {
        try {
            json.writeStartObject();
            json.writeStringField("kind", finding.kind());
            json.writeStringField("table", finding.table());
            json.writeStringField("text", finding.text());
            json.writeStringField("done", finding.remedy());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
