package org.libtransport.launcher.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.libtransport.config.Context;
import org.libtransport.config.Option;
import org.libtransport.config.Options;

/**
 * A config file with a comment on every option of its mode: those that are given are set, the others stand there with their
 * defaults, commented out.
 */
final class SampleFile {

    private static final int WIDTH = 100;

    private final Context mode;
    private final Map<Option<?>, String> values;

    /** @param mode gateway or server */
    SampleFile(Context mode, Map<Option<?>, String> values) {
        this.mode = mode;
        this.values = values;
    }

    /** The sample of the distribution, with values to be changed. */
    static SampleFile example(Context mode) {
        Map<Option<?>, String> values = new LinkedHashMap<>();
        values.put(Options.SERVICE_JID, "echo.example.org");
        if (mode == Context.GATEWAY) {
            values.put(Options.SERVICE_SERVER, "localhost");
            values.put(Options.SERVICE_PORT, "5347");
            values.put(Options.SERVICE_PASSWORD, "change-me");
        } else {
            values.put(Options.SERVICE_SERVER_MODE, "1");
            values.put(Options.SERVICE_PORT, "5222");
            values.put(Options.SERVICE_CERT, "/etc/spectrum2/$jid.p12");
            values.put(Options.SERVICE_CERT_PASSWORD, "change-me");
        }
        values.put(Options.SERVICE_BACKEND, "/usr/libexec/transport-backend");
        values.put(Options.DATABASE_TYPE, "sqlite3");
        return new SampleFile(mode, values);
    }

    String text() {
        StringBuilder text = new StringBuilder(
                mode == Context.GATEWAY
                        ? "# A transport in gateway mode: a component of an XMPP server such as Prosody or ejabberd.\n"
                        : "# A transport in server mode: XMPP clients log in to it directly, with their account of the other"
                                + " network.\n");
        text.append(
                "# A line is \"key = value\"; a list has a line for each value. \"#\" begins a comment at the start of a"
                        + " line or\n# after a blank. $jid stands for the value of service.jid. Lines that are commented out show the"
                        + " default.\n");
        sections().forEach((section, options) -> {
            text.append("\n[").append(section).append("]\n");
            options.forEach(option -> append(option, text));
        });
        return text.toString();
    }

    private Map<String, Collection<Option<?>>> sections() {
        Map<String, Collection<Option<?>>> sections = new LinkedHashMap<>();
        for (Option<?> option : Options.ALL) {
            if (option.contexts().contains(mode) || values.containsKey(option)) {
                String section = option.name().substring(0, option.name().lastIndexOf('.'));
                sections.computeIfAbsent(section, name -> new ArrayList<>()).add(option);
            }
        }
        return sections;
    }

    private void append(Option<?> option, StringBuilder text) {
        wrapped(option.help()).forEach(line -> text.append("# ").append(line).append('\n'));
        String key = option.name().substring(option.name().lastIndexOf('.') + 1);
        String value = values.get(option);
        text.append(value == null ? "# " : "").append(key).append(" = ");
        text.append(value == null ? option.defaultText() : value);
        text.setLength(text.toString().stripTrailing().length());
        text.append("\n\n");
        if (isLastOfSection(option)) {
            text.setLength(text.length() - 1);
        }
    }

    private boolean isLastOfSection(Option<?> option) {
        return sections().values().stream()
                .anyMatch(options -> List.copyOf(options).get(options.size() - 1) == option);
    }

    private static List<String> wrapped(String help) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : help.split(" ")) {
            if (line.length() + word.length() > WIDTH && !line.isEmpty()) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }
}
