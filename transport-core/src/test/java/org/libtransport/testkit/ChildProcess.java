package org.libtransport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A program that a test starts and ends by its process id. Its output goes to a file, so that it never blocks on a full
 * pipe and can be searched at any time. If the test's JVM ends first, the program ends too.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread endWithUs;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.endWithUs = new Thread(process::destroyForcibly, "end-" + name);
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * Starts a program.
     *
     * @param output receives what the program prints on both streams; appended to if it exists
     */
    public static ChildProcess start(String name, Path directory, Path output, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(output.toFile()));
        try {
            return new ChildProcess(name, builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that the program has printed until now. */
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the condition holds; fails with the program's output when it ends before or time is up. */
    public void await(String what, Duration timeout, BooleanSupplier condition) {
        try {
            Awaitility.await(what)
                    .atMost(timeout)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> condition.getAsBoolean() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(name + ": not \"" + what + "\" within " + timeout + ":\n" + output(), e);
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError(name + " ended before \"" + what + "\":\n" + output());
        }
    }

    /** Waits for the program to end by itself. */
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " still runs after " + timeout + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the program to end by itself, with success. */
    public void awaitSuccess(Duration timeout) {
        try (this) {
            int code = awaitExit(timeout);
            if (code != 0) {
                throw new AssertionError(name + " failed with " + code + ":\n" + output());
            }
        }
    }

    /** Interrupts the program (SIGINT) and waits for it. */
    public void interrupt() {
        if (process.isAlive()) {
            start("kill", output.getParent(), output, List.of("kill", "-INT", Long.toString(process.pid())))
                    .awaitSuccess(STOP_TIMEOUT);
            awaitExit(STOP_TIMEOUT);
        }
    }

    /** Asks the program to end (SIGTERM) and waits for it. */
    public int stop() {
        process.destroy();
        return awaitExit(STOP_TIMEOUT);
    }

    /** Ends the program at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitExit(STOP_TIMEOUT);
    }

    /** Ends the program by all means. */
    @Override
    public void close() {
        try {
            stop();
        } catch (AssertionError tooSlow) {
            kill();
        } finally {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        }
    }
}
