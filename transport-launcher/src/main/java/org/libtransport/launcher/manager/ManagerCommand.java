package org.libtransport.launcher.manager;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.libtransport.launcher.Background;
import org.libtransport.launcher.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport manager}, also known as {@code spectrum2_manager}. */
@Command(
        name = "manager",
        description = {
            "Starts, stops and asks all transports of this machine, whose config files are in one directory.",
            "start, stop, restart, status, list; JID start|stop|restart; JID COMMAND..."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 it did not work, 2 command line wrong, 3 status: one is stopped, 4 the manager's config"
                    + " file is wrong, 6 the directory of config files cannot be read, 7 it is none, 11 unknown command;"
                    + " start: that of the transport which did not start.",
            "",
            "Examples:",
            "  transport manager start",
            "  transport manager status --json",
            "  transport manager icq.example.org restart",
            "  transport manager icq.example.org online_users_count"
        })
public final class ManagerCommand implements Callable<Integer> {

    private static final int STOPPED = 3;
    private static final int CONFIG_WRONG = 4;
    private static final int DIRECTORY_UNREADABLE = 6;
    private static final int NO_DIRECTORY = 7;
    private static final int UNKNOWN = 11;

    private static final Set<String> VERBS = Set.of("start", "stop", "restart", "status", "list");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The manager's config file. Default: /etc/spectrum2/spectrum_manager.cfg.")
    private Path file = ManagerConfig.DEFAULT_FILE;

    @Option(names = "--json", description = "With status and list: write an array.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long an answer is waited for. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "What to do.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        if (words.isEmpty()) {
            spec.commandLine().usage(err());
            return 1;
        }
        boolean toAll = words.size() == 1;
        if (toAll && !VERBS.contains(words.get(0))) {
            if (words.get(0).equals("server")) {
                err().println("Error: There are no web pages of the manager");
            }
            spec.commandLine().usage(err());
            return UNKNOWN;
        }
        List<Instance> instances;
        try {
            instances = instances(ManagerConfig.read(file));
        } catch (NoSuchFileException e) {
            err().println("Error: Config directory " + e.getFile() + " does not exist");
            return DIRECTORY_UNREADABLE;
        } catch (NotDirectoryException e) {
            err().println("Error: Config directory " + e.getFile() + " is no directory");
            return NO_DIRECTORY;
        } catch (UnreadableException e) {
            err().println("Error: " + e.getMessage());
            return DIRECTORY_UNREADABLE;
        } catch (IOException e) {
            err().println("Error: " + e.getMessage());
            return CONFIG_WRONG;
        }
        try {
            return toAll ? all(instances, words.get(0)) : one(instances, words.get(0), words.subList(1, words.size()));
        } catch (IOException e) {
            err().println("Error: " + e.getMessage());
            return 1;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        private UnreadableException(IOException e) {
            super(e.getMessage(), e);
        }
    }

    private List<Instance> instances(ManagerConfig config) throws IOException {
        if (Files.notExists(config.directory())) {
            throw new NoSuchFileException(config.directory().toString());
        } else if (!Files.isDirectory(config.directory())) {
            throw new NotDirectoryException(config.directory().toString());
        }
        List<Instance> all = new ArrayList<>();
        List<Path> files;
        try {
            files = config.files();
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
        for (Path each : files) {
            try {
                all.addAll(Instance.of(each));
            } catch (IOException e) {
                err().println("Can't load config file " + each + ". Skipping...");
                err().println(e.getMessage());
            }
        }
        return all;
    }

    private int all(List<Instance> instances, String verb) throws IOException, InterruptedException {
        return switch (verb) {
            case "list" -> list(instances);
            case "status" -> status(instances);
            default -> control(instances, verb);
        };
    }

    private int list(List<Instance> instances) throws IOException {
        List<String> jids =
                instances.stream().filter(Instance::primary).map(Instance::jid).toList();
        if (json) {
            Json.print(out(), generator -> {
                generator.writeStartArray();
                for (String jid : jids) {
                    generator.writeString(jid);
                }
                generator.writeEndArray();
            });
        } else {
            jids.forEach(out()::println);
        }
        out().flush();
        return 0;
    }

    private record Status(Instance instance, Optional<Long> pid) {}

    private int status(List<Instance> instances) throws IOException {
        List<Status> all = instances.stream()
                .map(instance -> new Status(instance, instance.process().map(ProcessHandle::pid)))
                .toList();
        if (json) {
            Json.print(out(), generator -> {
                generator.writeStartArray();
                for (Status each : all) {
                    generator.writeStartObject();
                    generator.writeStringField("file", each.instance.file().toString());
                    generator.writeStringField("jid", each.instance.jid());
                    generator.writeBooleanField("running", each.pid.isPresent());
                    if (each.pid.isPresent()) {
                        generator.writeNumberField("pid", each.pid.get());
                    }
                    generator.writeEndObject();
                }
                generator.writeEndArray();
            });
        } else {
            all.forEach(each -> out().println("\"" + each.instance.file() + "\": " + each.instance.jid() + " "
                    + (each.pid.isPresent() ? "Running" : "Stopped")));
        }
        out().flush();
        return all.stream().allMatch(each -> each.pid.isPresent()) ? 0 : STOPPED;
    }

    private int one(List<Instance> instances, String jid, List<String> command)
            throws IOException, InterruptedException {
        List<Instance> meant = instances.stream()
                .filter(instance -> instance.jid().equals(jid))
                .toList();
        if (meant.isEmpty()) {
            err().println("Error: Config file for Spectrum instance with this JID was not found");
            return 1;
        }
        String verb = command.get(0);
        if (command.size() == 1 && Set.of("start", "stop", "restart").contains(verb)) {
            return control(meant, verb);
        }
        String answer =
                QueryClient.ask(meant.get(0), String.join(" ", command), Duration.ofSeconds(Math.max(1, timeout)));
        (answer.startsWith("Error") ? err() : out()).println(answer.isEmpty() ? "Empty response" : answer);
        return 0;
    }

    private int control(List<Instance> instances, String verb) throws IOException, InterruptedException {
        Controls controls = new Controls(out(), System.getenv("PATH"), Background.ownProgram(List.of("run")));
        int first = 0;
        for (Instance instance : instances) {
            int code = 0;
            boolean running = instance.isRunning();
            if (!verb.equals("start")) {
                code = controls.stop(instance) ? 0 : 1;
            }
            if (code == 0 && (verb.equals("start") || (verb.equals("restart") && running))) {
                code = controls.start(instance);
            }
            first = first == 0 ? code : first;
        }
        return first;
    }
}
