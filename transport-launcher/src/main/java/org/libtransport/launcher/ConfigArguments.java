package org.libtransport.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Options;
import org.libtransport.config.Overrides;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a configuration, as the old program took them. */
public final class ConfigArguments {

    private static final Logger log = LoggerFactory.getLogger(ConfigArguments.class);

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The config file.")
    private @Nullable Path positional;

    @Option(names = "--config", paramLabel = "FILE", description = "The config file, in place of the argument.")
    private @Nullable Path file;

    @Option(
            names = {"-j", "--jid"},
            paramLabel = "JID",
            description = "The transport's JID, in place of service.jid; also what $jid stands for in the file.")
    private @Nullable String jid;

    /**
     * Reads the file that is named.
     *
     * @param options what else is on the command line: {@code --section.key=value}. Picocli collects such arguments in the
     *     command itself only
     * @throws ConfigException with all mistakes
     */
    public Config load(List<String> options) throws ConfigException {
        return ConfigParser.parse(ConfigFile.read(path()), Overrides.parse(jid, options));
    }

    /** The first argument, when the config file was named by an option; null if there is none, or it is the config file. */
    public @Nullable Path besidesOption() {
        return file == null ? null : positional;
    }

    /** The file as it was named; the empty path if none was. */
    public Path path() {
        Path named = file != null ? file : positional;
        return named == null ? Path.of("") : named;
    }

    public boolean named() {
        return file != null || positional != null;
    }

    /**
     * What backends get, which read the same file from another directory: the file by its absolute name, and what was put
     * in place of its values. Secrets of the transport are left out, since everybody on the machine can read the command
     * lines of all processes; a backend that needs one reads it from the file.
     */
    public List<String> forBackends(List<String> options) {
        List<String> arguments = new ArrayList<>();
        if (jid != null) {
            arguments.add("-j");
            arguments.add(jid);
        }
        for (String option : options) {
            String name = option.replaceFirst("^--", "").replaceFirst("(?s)=.*", "");
            if (Options.find(name).map(known -> known.secret()).orElse(false)) {
                log.info("{} of the command line is not passed on to backends; they see only what the file says", name);
            } else {
                arguments.add(option);
            }
        }
        arguments.add(path().toAbsolutePath().toString());
        return arguments;
    }

    /** Writes {@code --known.option value} as one argument, so that the value is not taken for the config file. */
    static String[] join(String... args) {
        List<String> joined = new ArrayList<>(args.length);
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            boolean waitsForValue = Options.find(name).isPresent() && i + 1 < args.length;
            joined.add(waitsForValue ? args[i] + '=' + args[++i] : args[i]);
        }
        return joined.toArray(String[]::new);
    }
}
