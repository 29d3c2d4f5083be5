package org.libtransport.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;

/** What commands write for programs: one indented JSON value and the end of the line. */
public final class Json {

    private Json() {}

    /** Writes what the content generates; the writer stays open. */
    public static void print(Writer out, Content content) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            content.generate(json);
            json.writeRaw('\n');
        }
    }

    /** Generates exactly one value. */
    @FunctionalInterface
    public interface Content {
        void generate(JsonGenerator json) throws IOException;
    }
}
