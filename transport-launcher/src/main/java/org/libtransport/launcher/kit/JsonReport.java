package org.libtransport.launcher.kit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.libtransport.launcher.Json;
import org.libtransport.launcher.kit.stage.Verdict;

/** For programs: one JSON object. */
public final class JsonReport {

    private JsonReport() {}

    /** Writes it; the writer stays open. */
    public static void write(String backend, List<Result> results, boolean passed, Writer out) throws IOException {
        Json.print(out, json -> {
            json.writeStartObject();
            json.writeStringField("backend", backend);
            json.writeBooleanField("passed", passed);
            json.writeArrayFieldStart("capabilities");
            for (Result result : results) {
                write(result, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(Result result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", result.capability());
        json.writeStringField("about", result.about());
        json.writeStringField("verdict", result.word());
        json.writeNumberField("seconds", result.took().toMillis() / 1000.0);
        if (result.verdict() instanceof Verdict.Fail fail) {
            json.writeStringField("expected", fail.expected());
            json.writeStringField("got", fail.got());
        } else if (result.verdict() instanceof Verdict.NotChecked unknown) {
            json.writeStringField("why", unknown.why());
        }
        json.writeEndObject();
    }
}
