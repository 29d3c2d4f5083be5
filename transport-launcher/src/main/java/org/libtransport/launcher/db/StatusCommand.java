package org.libtransport.launcher.db;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.Json;
import org.libtransport.storage.maintenance.DatabaseStatus;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code transport db status}. */
@Command(
        name = "status",
        description = "Tells what the database is and how much it holds. Changes nothing; the transport may run.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the database can be used, 1 it cannot, 2 command line or config file wrong.",
            "",
            "Examples:",
            "  transport db status etc/gateway.cfg",
            "  transport db status --json etc/gateway.cfg"
        })
final class StatusCommand extends DatabaseTask {

    @Option(names = "--json", description = "Write an object.")
    private boolean json;

    @Override
    int run(Database database) throws IOException {
        DatabaseStatus status = DatabaseStatus.of(database);
        if (json) {
            Json.print(out(), generator -> write(generator, status));
        } else {
            print(out(), status);
        }
        out().flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, DatabaseStatus status) {
        SchemaState schema = status.schema();
        line(out, "database", status.database());
        line(out, "server", status.server());
        line(out, "transport", status.inUse() ? "runs" : "does not run");
        line(out, "schema", schema.exists() ? "version " + schema.version() : "no tables");
        if (schema.pending().isEmpty()) {
            line(out, "pending", "nothing");
        }
        schema.pending()
                .forEach(step -> line(
                        out, "pending", (step.number() == 0 ? "" : "step " + step.number() + ": ") + step.purpose()));
        status.counts().forEach((what, count) -> line(out, what.replace('_', ' '), count.toString()));
        status.passwords().forEach((form, count) -> line(out, "passwords " + form, count.toString()));
        line(out, "size", (status.bytes() + 1023) / 1024 + " KiB");
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-20s %s%n", name, value);
    }

    private static void write(JsonGenerator json, DatabaseStatus status) throws IOException {
        SchemaState schema = status.schema();
        json.writeStartObject();
        json.writeStringField("database", status.database());
        json.writeStringField("engine", status.engine());
        json.writeStringField("server", status.server());
        json.writeBooleanField("in_use", status.inUse());
        json.writeNumberField("schema_version", schema.version());
        json.writeArrayFieldStart("pending");
        for (SchemaState.Pending step : schema.pending()) {
            json.writeStartObject();
            json.writeNumberField("step", step.number());
            json.writeStringField("purpose", step.purpose());
            json.writeEndObject();
        }
        json.writeEndArray();
        object(json, "counts", status.counts());
        object(json, "passwords", status.passwords());
        json.writeNumberField("bytes", status.bytes());
        json.writeEndObject();
    }

    private static void object(JsonGenerator json, String name, Map<String, Long> numbers) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            json.writeNumberField(number.getKey(), number.getValue());
        }
        json.writeEndObject();
    }
}
