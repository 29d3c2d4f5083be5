package org.libtransport.launcher.manager;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts and stops transports of this machine, and says how it goes. Blocks. */
final class Controls {

    /** A transport waits 30 s for its XMPP server before it goes on in the background. */
    private static final Duration START = Duration.ofSeconds(120);

    private static final Duration STOP = Duration.ofSeconds(21);

    private static final String PROGRAM = "spectrum2";

    private final PrintWriter out;
    private final @Nullable String path;
    private final List<String> ownProgram;

    /**
     * @param path directories where {@code spectrum2} is looked for, as in {@code PATH}
     * @param ownProgram what starts a transport of ours where there is none
     */
    Controls(PrintWriter out, @Nullable String path, List<String> ownProgram) {
        this.out = out;
        this.path = path;
        this.ownProgram = List.copyOf(ownProgram);
    }

    /**
     * Starts it unless it runs.
     *
     * @return the exit code of what was started; 0 if it runs already
     */
    int start(Instance instance) throws IOException, InterruptedException {
        say("Starting", instance);
        if (instance.isRunning()) {
            out.println("Already running");
            return 0;
        }
        List<String> command = new ArrayList<>(program());
        command.addAll(
                List.of("-j", instance.jid(), instance.file().toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            out.println(" ERROR (timeout)");
            return 1;
        }
        int code = process.exitValue();
        out.println(code == 0 ? " OK" : " ERROR (exit code " + code + ")");
        return code;
    }

    private List<String> program() {
        for (String directory : path == null ? new String[0] : path.split(File.pathSeparator)) {
            Path file = Path.of(directory).resolve(PROGRAM);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return List.of(file.toString());
            }
        }
        return ownProgram;
    }

    /** Stops it if it runs; false if it does not end. */
    boolean stop(Instance instance) throws InterruptedException {
        say("Stopping", instance);
        Optional<ProcessHandle> process = instance.process();
        if (process.isEmpty()) {
            out.println("Not running");
            return true;
        }
        if (!process.get().destroy() && process.get().isAlive()) {
            out.println(" ERROR (not permitted)");
            return false;
        }
        long end = System.nanoTime() + STOP.toNanos();
        long nextDot = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (process.get().isAlive() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
            if (System.nanoTime() > nextDot) {
                out.print(".");
                out.flush();
                nextDot += TimeUnit.SECONDS.toNanos(1);
            }
        }
        boolean gone = !process.get().isAlive();
        out.println(gone ? " OK" : " ERROR (timeout)");
        return gone;
    }

    private void say(String what, Instance instance) {
        // As scripts know it; only vhosts need to be told apart.
        String vhost = instance.primary() ? "" : instance.jid() + " ";
        out.print(what + " \"" + instance.file() + "\": " + vhost);
        out.flush();
    }
}
