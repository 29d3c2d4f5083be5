package org.libtransport.launcher.db;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.libtransport.launcher.Json;
import org.libtransport.storage.maintenance.OnePerson;
import org.libtransport.storage.maintenance.PersonalData;
import org.libtransport.storage.maintenance.SecretForm;
import org.libtransport.storage.sql.Database;
import picocli.CommandLine.Command;

/** {@code transport db export}. */
@Command(
        name = "export",
        description = {
            "Writes, as JSON, all that the database knows of one person: for those who ask what is stored about them.",
            "Of passwords and tokens it says only that they are there. The transport may run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 there is no such user or the database cannot be read, 2 command line or config file"
                    + " wrong.",
            "",
            "Example: transport db export --user romeo@montague.example etc/gateway.cfg > romeo.json"
        })
final class ExportCommand extends PersonTask {

    @Override
    boolean run(Database database, OnePerson person, boolean inUse) throws IOException {
        Optional<PersonalData> known = person.known();
        if (known.isPresent()) {
            Json.print(out(), json -> write(json, known.get()));
            out().flush();
        }
        return known.isPresent();
    }

    private static void write(JsonGenerator json, PersonalData person) throws IOException {
        json.writeStartObject();
        json.writeStringField("jid", person.jid());
        json.writeStringField("name_at_the_network", person.name());
        json.writeObjectFieldStart("password");
        json.writeBooleanField("stored", person.password() != SecretForm.NONE);
        json.writeStringField("form", person.password().word());
        json.writeEndObject();
        json.writeStringField("language", person.language());
        json.writeStringField("encoding", person.encoding());
        json.writeStringField("last_login", person.lastLogin());
        json.writeBooleanField("vip", person.vip());
        json.writeBooleanField("online", person.online());
        json.writeArrayFieldStart("settings");
        for (PersonalData.Setting setting : person.settings()) {
            json.writeStartObject();
            json.writeStringField("name", setting.name());
            json.writeNumberField("type", setting.type());
            if (setting.value() == null) {
                json.writeBooleanField("secret", true);
            } else {
                json.writeStringField("value", setting.value());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("contacts");
        for (PersonalData.Contact contact : person.contacts()) {
            write(json, contact);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PersonalData.Contact contact) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", contact.name());
        json.writeStringField("subscription", contact.subscription());
        json.writeStringField("alias", contact.alias());
        json.writeArrayFieldStart("groups");
        for (String group : contact.groups()) {
            json.writeString(group);
        }
        json.writeEndArray();
        json.writeNumberField("flags", contact.flags());
        json.writeObjectFieldStart("settings");
        for (Map.Entry<String, String> setting : contact.settings().entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
