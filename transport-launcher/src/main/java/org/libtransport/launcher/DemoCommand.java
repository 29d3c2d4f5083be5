package org.libtransport.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Overrides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code transport demo}: a transport in server mode on loopback, with a network whose contacts repeat what they hear. */
@Command(
        name = "demo",
        description = "Runs a transport on loopback that any XMPP client can log in to, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 ended as asked; with --once, the conversation worked, 1 something did not work, 2 command line wrong.",
            "",
            "Examples:",
            "  transport demo",
            "  transport demo --once"
        })
final class DemoCommand implements Callable<Integer> {

    private static final String CLIENT = "org.libtransport.examples.demo.DemoClient";

    /** Set by the script in the source tree: the client and its library are no part of what is distributed. */
    private static final String CLIENT_CLASS_PATH = "TRANSPORT_DEMO_CLASSPATH";

    private static final String PASSWORD = "demo";
    private static final int START_SECONDS = 20;
    private static final int CLIENT_SECONDS = 25;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--once",
            description = "Plays a conversation with a real XMPP client, says whether it worked, ends.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                Version.text() + ": a transport in server mode, and behind it a network that repeats what it hears.");
        Signals signals = Signals.take();
        try {
            @Nullable String classPath = System.getenv(CLIENT_CLASS_PATH);
            if (once && classPath == null) {
                throw new StartException(
                        "the client that plays the conversation is only in the source tree: ./transport demo --once"
                                + " there",
                        null);
            }
            try (DemoSite site = DemoSite.make()) {
                // Libraries put native code there; it goes with the directory.
                System.setProperty("org.sqlite.tmpdir", site.directory().toString());
                return serve(site, signals, out, once ? classPath : null);
            }
        } catch (StartException e) {
            spec.commandLine().getErr().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int serve(DemoSite site, Signals signals, PrintWriter out, @Nullable String clientClassPath)
            throws StartException, InterruptedException {
        try (DemoScreen screen = new DemoScreen(out)) {
            RunningTransport running =
                    RunningTransport.start(config(site), List.of(site.config().toString()), true);
            try {
                CompletableFuture.anyOf(running.serving(), signals.first()).get(START_SECONDS, TimeUnit.SECONDS);
                introduce(site, out);
                screen.watch(running.transport());
                if (clientClassPath != null) {
                    return play(site, clientClassPath, signals) ? ExitCode.OK : ExitCode.FAILED;
                }
                signals.first().join();
                return ExitCode.OK;
            } catch (ExecutionException | TimeoutException e) {
                throw new StartException("the demo cannot start: " + Reasons.of(e), e);
            } finally {
                screen.lastLook(running.transport());
                running.stop();
            }
        } finally {
            out.println("Ended.");
        }
    }

    private static Config config(DemoSite site) throws StartException {
        try {
            return ConfigParser.parse(ConfigFile.read(site.config()), Overrides.NONE);
        } catch (ConfigException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void introduce(DemoSite site, PrintWriter out) throws StartException {
        out.printf("""

                  server       %s port %d, TLS by STARTTLS
                  account      %s@%s
                  password     %s
                  certificate  made for this run, SHA-256 %s

                Log in with any XMPP client: give it the server by hand, accept the certificate, and write to the contact
                "Echo". Ctrl-C ends the demo.

                """, DemoSite.HOST, site.port(), DemoSite.ACCOUNT, DemoSite.DOMAIN, PASSWORD, fingerprint(site));
        out.flush();
    }

    private static String fingerprint(DemoSite site) throws StartException {
        try {
            return site.certificate().fingerprint();
        } catch (IOException | GeneralSecurityException e) {
            throw new StartException("cannot show the certificate: " + Reasons.of(e), e);
        }
    }

    /** Lets a client in a process of its own do what it has to; its output is ours. */
    private boolean play(DemoSite site, String classPath, Signals signals) throws StartException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(DemoSite.javaProgram().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        Stream.of(
                                "-cp",
                                classPath,
                                CLIENT,
                                "--host",
                                DemoSite.HOST,
                                "--port",
                                Integer.toString(site.port()),
                                "--jid",
                                DemoSite.ACCOUNT + '@' + DemoSite.DOMAIN,
                                "--password",
                                PASSWORD,
                                "--certificate",
                                site.certificate().file().toString(),
                                "--certificate-password",
                                site.certificate().password()))
                .toList();
        Process client;
        try {
            client = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            throw new StartException("cannot start the client: " + Reasons.of(e), e);
        }
        try {
            CompletableFuture.anyOf(client.onExit(), signals.first()).get(CLIENT_SECONDS, TimeUnit.SECONDS);
            return !client.isAlive() && client.exitValue() == 0;
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("the conversation did not end within " + CLIENT_SECONDS + " s", e);
        } finally {
            client.destroyForcibly().waitFor();
        }
    }
}
