package org.libtransport.launcher.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
            text.append(options.stream().map(this::entry).collect(Collectors.joining("\n")));
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

    private String entry(Option<?> option) {
        String key = option.name().substring(option.name().lastIndexOf('.') + 1);
        String value = values.get(option);
        String line = (value == null ? "# " : "") + key + " = " + (value == null ? option.defaultText() : value);
        return wrapped(option.help()).stream().map(words -> "# " + words + '\n').collect(Collectors.joining())
                + line.stripTrailing()
                + '\n';
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
