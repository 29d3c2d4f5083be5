package org.libtransport.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.libtransport.launcher.os.Terminal;

/**
 * A transport in the background: a process of its own, started by one that stays until the transport has connected or
 * failed. Until then the two share the error output, so that whoever started it sees why it cannot start.
 */
public final class Background {

    /** Tells the second process what it is. */
    static final String FLAG = "--in-background";

    private static final String READY = "ready";

    private Background() {}

    /**
     * Starts this program again with the same arguments, and waits.
     *
     * @param arguments all of them, from the name of the command
     * @return what the process that started it is to end with
     */
    static int start(List<String> arguments) throws StartException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command(arguments))
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.PIPE)
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new StartException("cannot start a process in the background (" + Reasons.of(e) + ')', e);
        }
        // Whoever gives up waiting does not want it.
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (READY.equals(lines.readLine())) {
                Runtime.getRuntime().removeShutdownHook(end);
                return ExitCode.OK;
            }
        } catch (IOException e) {
            throw new StartException("lost the process in the background (" + Reasons.of(e) + ')', e);
        }
        return process.waitFor();
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = ownProgram(arguments);
        command.add(FLAG);
        return command;
    }

    /** The command line that runs this program once more, in a JVM like this one. */
    public static List<String> ownProgram(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** In the second process: leaves the terminal's session. */
    static void leaveSession() throws StartException {
        try {
            Terminal.leaveSession();
        } catch (IOException e) {
            throw new StartException(Reasons.of(e), e);
        }
    }

    /**
     * In the second process: lets the first one end, and what would be printed go to a file.
     *
     * @param log the file
     */
    static void settle(Path log) throws StartException {
        System.out.println(READY);
        System.out.flush();
        try {
            Terminal.detach(log);
        } catch (IOException e) {
            throw new StartException(Reasons.of(e), e);
        }
    }
}
