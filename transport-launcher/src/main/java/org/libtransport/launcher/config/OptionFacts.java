package org.libtransport.launcher.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.libtransport.config.Context;
import org.libtransport.config.Option;

/** One row of the table of options in words. */
record OptionFacts(Option<?> option) {

    String name() {
        return option.name();
    }

    String section() {
        return name().substring(0, name().indexOf('.'));
    }

    String type() {
        return option.isList()
                ? "list of " + option.type().name()
                : option.type().name();
    }

    /** The default as one would write it; for people, if there is none. */
    String defaultValue() {
        if (option.isRequired()) {
            return "(required)";
        }
        return option.isList() || option.defaultText().isEmpty() ? "(empty)" : option.defaultText();
    }

    String contexts() {
        boolean gateway = option.contexts().contains(Context.GATEWAY);
        boolean server = option.contexts().contains(Context.SERVER);
        if (gateway && server) {
            return "both modes";
        }
        if (gateway || server) {
            return gateway ? "gateway mode" : "server mode";
        }
        return "read by backends";
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name());
        json.writeStringField("type", option.type().name());
        json.writeBooleanField("list", option.isList());
        json.writeBooleanField("required", option.isRequired());
        json.writeBooleanField("secret", option.secret());
        json.writeStringField("default", option.defaultText());
        json.writeStringField("accepts", option.type().accepts());
        json.writeStringField("context", contexts());
        json.writeStringField("help", option.help());
        json.writeEndObject();
    }
}
