package org.libtransport.storage.maintenance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a backup, one JSON object each: a header, a line for each row, and a trailer with the number of rows and
 * the SHA-256 of all bytes before it. See docs/storage.md.
 */
final class BackupLines {

    private static final String FORMAT = "libtransport backup";
    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private BackupLines() {}

    /**
     * The first line.
     *
     * @param made when, in UTC, as ISO 8601 has it
     * @param engine where it comes from
     * @param shifted whether passwords that are not encrypted are shifted by {@code database.encryption_key}
     */
    record Header(String made, String engine, boolean shifted) {}

    /**
     * The last line.
     *
     * @param rows by table
     */
    record Trailer(Map<String, Long> rows, String sha256) {

        long total() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    static byte[] header(Header header) throws IOException {
        return line(json -> {
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("made", header.made());
            json.writeStringField("engine", header.engine());
            json.writeBooleanField("shifted", header.shifted());
        });
    }

    static byte[] row(StoredRow row) throws IOException {
        return line(json -> {
            json.writeStringField("table", row.table().word());
            List<UserTable.Column> columns = row.table().columns();
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.get(i).name();
                @Nullable String value = row.values().get(i);
                if (value == null) {
                    json.writeNullField(name);
                } else if (columns.get(i).kind() == UserTable.Kind.NUMBER) {
                    json.writeNumberField(name, Long.parseLong(value));
                } else if (columns.get(i).kind() == UserTable.Kind.SWITCH) {
                    json.writeBooleanField(name, value.equals("1"));
                } else {
                    json.writeStringField(name, value);
                }
            }
        });
    }

    static byte[] trailer(Trailer trailer) throws IOException {
        return line(json -> {
            json.writeObjectFieldStart("end");
            for (Map.Entry<String, Long> rows : trailer.rows().entrySet()) {
                json.writeNumberField(rows.getKey(), rows.getValue());
            }
            json.writeEndObject();
            json.writeStringField("sha256", trailer.sha256());
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] line(Fields fields) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    static Header header(byte[] line) throws IOException {
        Map<String, String> fields = fields(line);
        if (!FORMAT.equals(fields.get("format"))) {
            throw new IOException("it is no backup of a transport's database");
        }
        if (!Integer.toString(VERSION).equals(fields.get("version"))) {
            throw new IOException(
                    "it has version " + fields.get("version") + " of the format; this release knows " + VERSION);
        }
        return new Header(
                fields.getOrDefault("made", ""),
                fields.getOrDefault("engine", ""),
                "true".equals(fields.get("shifted")));
    }

    static boolean isTrailer(byte[] line) {
        byte[] begin = {'{', '"', 'e', 'n', 'd', '"'};
        return line.length > begin.length && Arrays.equals(line, 0, begin.length, begin, 0, begin.length);
    }

    static Trailer trailer(byte[] line) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        String sha256 = "";
        try (JsonParser json = JSON.createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    rows.put(json.currentName(), json.getLongValue());
                } else if (json.currentToken() == JsonToken.VALUE_STRING) {
                    sha256 = json.getText();
                }
            }
        }
        return new Trailer(rows, sha256);
    }

    static StoredRow row(byte[] line) throws IOException {
        Map<String, String> fields = fields(line);
        String word = fields.remove("table");
        UserTable table = Arrays.stream(UserTable.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IOException("it has a row of no table that there is"));
        List<@Nullable String> values = new ArrayList<>();
        for (UserTable.Column column : table.columns()) {
            String value = fields.remove(column.name());
            values.add(value == null ? null : value(column, value));
            if (value == null && column.kind() != UserTable.Kind.TIME) {
                throw new IOException("a row of " + word + " has no " + column.name());
            }
        }
        if (!fields.isEmpty()) {
            throw new IOException("a row of " + word + " has an unknown field");
        }
        return new StoredRow(table, values);
    }

    private static String value(UserTable.Column column, String value) throws IOException {
        if (column.kind() == UserTable.Kind.SWITCH) {
            return value.equals("true") ? "1" : "0";
        }
        if (column.kind() == UserTable.Kind.NUMBER) {
            try {
                return Long.toString(Long.parseLong(value));
            } catch (NumberFormatException e) {
                throw new IOException(column.name() + " is no number", e);
            }
        }
        return value;
    }

    /** The fields of a flat object as texts; those that are null are left out. */
    private static Map<String, String> fields(byte[] line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a line is no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, json.getText());
                }
            }
        } catch (JsonProcessingException e) {
            // Its own message has the text of the line.
            throw new IOException("a line is no JSON");
        }
        return fields;
    }
}
