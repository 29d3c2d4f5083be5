package org.libtransport.launcher.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that this one started, with its own children; ended by process id. Its output goes to a file. */
final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TAIL = 20;

    private final Process process;
    private final Path output;
    private final long startedAt;

    private ChildProcess(Process process, Path output, long startedAt) {
        this.process = process;
        this.output = output;
        this.startedAt = startedAt;
    }

    /** Starts a Java program with this program's Java and class path. */
    static ChildProcess java(List<String> jvmArguments, String mainClass, List<String> arguments, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaProgram());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath());
        command.add(mainClass);
        command.addAll(arguments);
        Path output = directory.resolve(mainClass.substring(mainClass.lastIndexOf('.') + 1) + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        long startedAt = System.nanoTime();
        return new ChildProcess(builder.start(), output, startedAt);
    }

    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> entry.endsWith("*")
                        ? entry
                        : Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    /** When it was started, by {@link System#nanoTime}. */
    long startedAt() {
        return startedAt;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time of the process itself. */
    long cpuNanos() {
        return ProcessFigures.cpuNanos(pid());
    }

    /** CPU time of all processes that it started and that run now. */
    long descendantsCpuNanos() {
        return process.descendants()
                .mapToLong(child -> ProcessFigures.cpuNanos(child.pid()))
                .sum();
    }

    /** The processes that it started itself. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** Where all that it prints goes. */
    Path output() {
        return output;
    }

    /** Kills one of the processes that it started, so that it can do nothing more. */
    void killBackend() throws IOException {
        process.children()
                .findFirst()
                .orElseThrow(() -> new IOException("no backend runs"))
                .destroyForcibly();
    }

    /** Resident memory in KB, and with it the heap in use, both after a full collection if this Java can ask for one. */
    Memory memory() throws IOException, InterruptedException {
        boolean collected = jcmd("GC.run").isPresent();
        Optional<String> heap = collected ? jcmd("GC.heap_info") : Optional.empty();
        long used = heap.map(Memory::heapUsedKb).orElse(0L);
        return new Memory(ProcessFigures.residentKb(pid()), used, collected);
    }

    private Optional<String> jcmd(String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return Optional.empty();
        }
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return asked.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
    }

    /** The last lines of what it printed. */
    String outputTail() {
        try {
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    /**
     * Asks it to end, and waits until it and all that it started are gone.
     *
     * @return how long that took, in nanoseconds
     * @throws IOException if it does not end, or not as it was asked to
     */
    long terminate() throws IOException, InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("it does not end");
        }
        long time = System.nanoTime() - begin;
        if (process.exitValue() != 0) {
            throw new IOException("it ended with exit code " + process.exitValue());
        }
        if (all.stream().anyMatch(ProcessHandle::isAlive)) {
            throw new IOException("a backend was left behind");
        }
        return time;
    }

    /** Asks it to end and ends it by force, with all that it started, if that takes more than 10 s. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
