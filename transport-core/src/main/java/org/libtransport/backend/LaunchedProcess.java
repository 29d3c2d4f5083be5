package org.libtransport.backend;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A backend as a process of the operating system. Everything that could block runs on the executor. */
final class LaunchedProcess implements BackendLauncher.Launched {

    private static final Logger log = LoggerFactory.getLogger(LaunchedProcess.class);

    private static final int LONGEST_LINE = 8 * 1024;

    /** For its last words to be read after its end; something it left behind may keep its output open for ever. */
    private static final int LAST_WORDS_MILLIS = 300;

    private final List<String> limiter;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final Executor executor;
    private final Consumer<String> output;
    private final CompletableFuture<BackendLauncher.End> ended = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> printed = new CompletableFuture<>();
    private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Process process;
    private volatile boolean onlyStarting = true;
    private volatile boolean told;
    private volatile boolean killed;

    /**
     * Prepares.
     *
     * @param limiter words that go before the command, see {@link ProcessLimits}
     * @param environment in addition to the transport's own; never shown
     */
    LaunchedProcess(
            List<String> limiter,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Executor executor,
            Consumer<String> output) {
        this.limiter = limiter;
        this.command = command;
        this.environment = environment;
        this.directory = directory;
        this.executor = executor;
        this.output = output;
    }

    void start() {
        later(this::run);
    }

    private void run() {
        Process started;
        try {
            ProcessBuilder builder = new ProcessBuilder(OwnSession.of(limiter, command, directory))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(new File("/dev/null")));
            builder.environment().putAll(environment);
            started = builder.start();
        } catch (IOException | RuntimeException e) {
            onlyStarting = false;
            ended.complete(new BackendLauncher.End(false, reason(e)));
            return;
        }
        process = started;
        onlyStarting = false;
        // The arguments may hold passwords, so only the program is named.
        log.info("Started {} as process {}", command.get(0), started.pid());
        if (killed) {
            endAll(false);
        }
        started.onExit().thenAcceptAsync(this::gone, executor);
        copyOutput(started);
    }

    private String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return command.get(0) + " cannot be started: " + cause.getMessage();
    }

    private void gone(Process exited) {
        int code = exited.exitValue();
        family.addAll(SessionMembers.of(exited.pid()));
        if (code != 0 || told) {
            // What ends well by itself may be a script that leaves the backend running, as it always could.
            family.forEach(ProcessHandle::destroyForcibly);
        }
        String text = command.get(0) + ExitReasons.of(code);
        printed.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                .thenRun(() -> ended.complete(new BackendLauncher.End(code == 0, text)));
    }

    private void copyOutput(Process from) {
        try (MDC.MDCCloseable pid = MDC.putCloseable(ProcessLauncher.PID, Long.toString(from.pid()));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n' || line.length() == LONGEST_LINE) {
                    print(line);
                }
                if (c == '\t' || !Character.isISOControl(c)) {
                    line.append((char) c);
                }
            }
            print(line);
        } catch (IOException e) {
            log.debug("The output of process {} cannot be read any more", from.pid(), e);
        } finally {
            printed.complete(null);
        }
    }

    private void print(StringBuilder line) {
        if (!line.isEmpty()) {
            output.accept(line.toString());
            line.setLength(0);
        }
    }

    @Override
    public CompletionStage<BackendLauncher.End> ended() {
        return ended.minimalCompletionStage();
    }

    /** Whether there will be a process that is not among its {@link #handles} yet. */
    boolean isOnlyStarting() {
        return onlyStarting;
    }

    /** Whether it has ended and left nothing running. */
    boolean isOver() {
        return ended.isDone() && handles().findAny().isEmpty();
    }

    /** Its process and, after the end of that, what it left running. */
    Stream<ProcessHandle> handles() {
        Process running = process;
        Stream<ProcessHandle> own = running == null ? Stream.empty() : Stream.of(running.toHandle());
        return Stream.concat(own, family.stream()).filter(ProcessHandle::isAlive);
    }

    @Override
    public long pid() {
        Process running = process;
        return running == null ? -1 : running.pid();
    }

    /** Children are found only while their parent lives. */
    @Override
    public void ending() {
        told = true;
        later(this::rememberFamily);
    }

    @Override
    public void kill(boolean forcibly) {
        told = true;
        killed = true;
        later(() -> endAll(forcibly));
    }

    private void rememberFamily() {
        Process running = process;
        if (running != null && running.isAlive()) {
            running.descendants().forEach(family::add);
            family.addAll(SessionMembers.of(running.pid()));
            family.remove(running.toHandle());
        }
    }

    private void endAll(boolean forcibly) {
        Process running = process;
        if (running == null) {
            return;
        }
        rememberFamily();
        if (forcibly) {
            family.forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        } else {
            family.forEach(ProcessHandle::destroy);
            running.destroy();
        }
    }

    private void later(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The launcher is closed, which happens only after everything it launched has ended.
            log.debug("Too late for a process that has ended");
        }
    }
}
