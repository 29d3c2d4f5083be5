package org.libtransport.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a backend was started with: where the transport listens, the transport's config file, and settings given as {@code
 * --section.key=value}. Immutable.
 *
 * <p>A transport passes its own command line on to the backends it starts, so options that mean nothing to a backend are
 * taken without complaint.
 */
public final class PluginOptions {

    private static final int DEFAULT_PORT = 10000;

    private final String host;
    private final int port;
    private final @Nullable Path configFile;
    private final Map<String, List<String>> values;

    private PluginOptions(String host, int port, @Nullable Path configFile, Map<String, List<String>> values) {
        this.host = host;
        this.port = port;
        this.configFile = configFile;
        this.values = values;
    }

    /** No settings at all: for plugins inside another program, and for tests. */
    public static PluginOptions none() {
        return new PluginOptions("", DEFAULT_PORT, null, Map.of());
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence for the administrator, if an option lacks its value or the port is
     *     none
     */
    public static PluginOptions parse(String... args) {
        String host = "";
        int port = DEFAULT_PORT;
        Path config = null;
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            String option = equals < 0 ? arg : arg.substring(0, equals);
            String inline = equals < 0 ? null : arg.substring(equals + 1);
            boolean takesValue = switch (option) {
                case "--host", "-h", "--port", "-p", "--config", "--jid", "-j" -> true;
                default -> false;
            };
            if (takesValue && inline == null && ++i == args.length) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = inline != null ? inline : takesValue ? args[i] : "";
            switch (option) {
                case "--host", "-h" -> host = value;
                case "--port", "-p" -> port = port(option, value);
                case "--config" -> config = Path.of(value);
                // what the predecessor's backends take and ignore
                case "--jid", "-j", "-n", "--no-daemonize", "-d", "--no-debug" -> {}
                default -> {
                    if (option.startsWith("--")) {
                        values.computeIfAbsent(option.substring(2), key -> new ArrayList<>(1))
                                .add(value);
                    } else if (!option.startsWith("-") && config == null) {
                        config = Path.of(option);
                    }
                }
            }
        }
        values.replaceAll((key, list) -> List.copyOf(list));
        return new PluginOptions(host, port, config, Map.copyOf(values));
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(option + " needs a port number from 1 to 65535, not '" + value + "'");
    }

    /** Where the transport listens; empty if not given. */
    public String host() {
        return host;
    }

    /** The port there; 10000 if not given. */
    public int port() {
        return port;
    }

    /** The config file of the transport. It is not read: settings of the plugin can be kept in any form. */
    public Optional<Path> configFile() {
        return Optional.ofNullable(configFile);
    }

    /** The number by which the transport tells its backends apart in log file names; empty if not given. */
    public String backendId() {
        return text("service.backend_id", "");
    }

    /** A setting; the last one if given several times. */
    public Optional<String> text(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /**
     * A setting that is a whole number.
     *
     * @throws IllegalArgumentException with a sentence for the administrator, if it is none or out of the bounds
     */
    public int number(String key, int otherwise, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get().trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(
                "--" + key + " needs a whole number from " + least + " to " + most + ", not '" + text.get() + "'");
    }

    /**
     * A setting that is on or off: 1, true, yes or on; 0, false, no or off.
     *
     * @throws IllegalArgumentException with a sentence for the administrator, if it is neither
     */
    public boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return switch (text.get().trim().toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("--" + key + " needs yes or no, not '" + text.get() + "'");
        };
    }

    /** All values of a setting that may be given several times. */
    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }
}
