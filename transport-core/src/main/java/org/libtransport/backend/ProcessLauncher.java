package org.libtransport.backend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.libtransport.backend.peer.Spawned;
import org.libtransport.protocol.Extensions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts backends as processes, with the command line that backends of Spectrum 2 expect: the configured command, then
 * {@code --host}, {@code --port} and {@code --service.backend_id}, then the transport's own arguments. What a process
 * writes to its output goes to the logger {@code backend.<log id>}.
 *
 * <p>Processes inherit the environment; the token for the backend port is added to it, by
 * {@link Extensions#TOKEN_VARIABLE}. Everything that could block happens on threads of the launcher's own.
 */
public final class ProcessLauncher implements BackendLauncher {

    /** The name of the loggers for what processes print, to be followed by the process's log id. */
    public static final String LOGGERS = "backend.";

    /** The key of the process id in the diagnostic context (MDC) of these loggers. */
    public static final String PID = "backend.pid";

    private final List<String> limiter;
    private final List<String> command;
    private final Path workingDirectory;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final IntFunction<Consumer<String>> outputs;
    private final Set<LaunchedProcess> launched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger counter = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "backend-process-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates a launcher.
     *
     * @param command the option {@code service.backend}; the word BACKEND_ID in it stands for the number of the backend,
     *     counted from 0. A program without a slash is looked for in the working directory, then in PATH
     * @param arguments that the transport was started with; backends read the same config file
     * @throws IllegalArgumentException if the command cannot be split into words
     */
    public ProcessLauncher(String command, Path workingDirectory, List<String> arguments) {
        this(command, workingDirectory, arguments, ProcessLimits.NONE, Map.of(), ProcessLauncher::logger);
    }

    /**
     * Creates a launcher of processes that may use only so much.
     *
     * @throws IllegalArgumentException if the command cannot be split into words, or this system cannot limit processes
     */
    public ProcessLauncher(String command, Path workingDirectory, List<String> arguments, ProcessLimits limits) {
        this(command, workingDirectory, arguments, limits, Map.of(), ProcessLauncher::logger);
    }

    /**
     * Creates a launcher that keeps what the processes print from the log.
     *
     * @param environment in addition to the transport's own
     * @param outputs for a log id what takes the lines that its process prints, one at a time, on a thread of the
     *     launcher's own
     * @throws IllegalArgumentException if the command cannot be split into words
     */
    public ProcessLauncher(
            String command,
            Path workingDirectory,
            List<String> arguments,
            Map<String, String> environment,
            IntFunction<Consumer<String>> outputs) {
        this(command, workingDirectory, arguments, ProcessLimits.NONE, environment, outputs);
    }

    private ProcessLauncher(
            String command,
            Path workingDirectory,
            List<String> arguments,
            ProcessLimits limits,
            Map<String, String> environment,
            IntFunction<Consumer<String>> outputs) {
        this.limiter = limits.prefix();
        this.command = CommandLine.split(command);
        this.workingDirectory = workingDirectory;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.outputs = outputs;
    }

    private static Consumer<String> logger(int logId) {
        Logger log = LoggerFactory.getLogger(LOGGERS + logId);
        return line -> log.info("{}", line);
    }

    @Override
    public Launched launch(int logId, BackendAddress address) {
        Consumer<String> output = outputs.apply(logId);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(Extensions.TOKEN_VARIABLE, address.token());
        LaunchedProcess process = new LaunchedProcess(
                limiter, commandLine(logId, address), variables, workingDirectory, executor, output);
        launched.removeIf(LaunchedProcess::isOver);
        launched.add(process);
        process.start();
        return process;
    }

    @Override
    public Spawned spawned() {
        List<LaunchedProcess> known = List.copyOf(launched);
        // In this order: what is started in between is there twice rather than not at all.
        boolean more = known.stream().anyMatch(LaunchedProcess::isOnlyStarting);
        List<ProcessHandle> handles =
                known.stream().flatMap(LaunchedProcess::handles).toList();
        return new Spawned(handles, more);
    }

    private List<String> commandLine(int logId, BackendAddress address) {
        String number = Integer.toString(counter.getAndIncrement());
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.replace("BACKEND_ID", number)));
        words.set(0, program(words.get(0)));
        words.add("--host");
        words.add(address.host());
        words.add("--port");
        words.add(Integer.toString(address.port()));
        words.add("--service.backend_id=" + logId);
        words.addAll(arguments);
        return words;
    }

    private String program(String name) {
        boolean plain = name.indexOf('/') < 0;
        return plain && Files.isExecutable(workingDirectory.resolve(name))
                ? workingDirectory.resolve(name).toAbsolutePath().toString()
                : name;
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
