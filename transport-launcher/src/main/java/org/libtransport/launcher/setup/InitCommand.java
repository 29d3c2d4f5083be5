package org.libtransport.launcher.setup;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Context;
import org.libtransport.config.Options;
import org.libtransport.config.Overrides;
import org.libtransport.launcher.ConfigArguments;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.check.CheckCommand;
import org.libtransport.launcher.setup.Questions.Typing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport init}. */
@Command(
        name = "init",
        description = {
            "Writes a config file with a comment on every option, and checks it.",
            "Asks for what no option tells; with --yes, or without a terminal, it takes the defaults instead."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written and right, 1 written, and something is still to be done, or the file cannot be written,"
                    + " 2 command line wrong or an answer that cannot be.",
            "",
            "Examples:",
            "  transport init /etc/spectrum2/transports/icq.cfg",
            "  transport init --yes --jid icq.example.org --backend /usr/bin/icq-backend icq.cfg"
        })
public final class InitCommand implements Callable<Integer> {

    private static final String GATEWAY = "gateway";
    private static final String SERVER = "server";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--mode", paramLabel = "MODE", description = "gateway: behind an XMPP server; server: without one.")
    private @Nullable String mode;

    @Option(names = "--jid", paramLabel = "JID", description = "The domain of the transport.")
    private @Nullable String jid;

    @Option(names = "--server", paramLabel = "HOST", description = "The XMPP server; where to listen in server mode.")
    private @Nullable String server;

    @Option(names = "--port", paramLabel = "PORT", description = "Its port for components; the one for clients.")
    private @Nullable String port;

    @Option(
            names = "--password",
            paramLabel = "SECRET",
            description = "The secret of the component; a random one is made if there is none.")
    private @Nullable String password;

    @Option(names = "--backend", paramLabel = "COMMAND", description = "The program that talks to the other network.")
    private @Nullable String backend;

    @Option(names = "--cert", paramLabel = "FILE", description = "Server mode: PKCS#12 with certificate and key.")
    private @Nullable String certificate;

    @Option(names = "--cert-password", paramLabel = "SECRET", description = "Server mode: the password of that file.")
    private @Nullable String certificatePassword;

    @Mixin
    private DatabaseAnswers database = new DatabaseAnswers();

    @Option(names = "--directory", paramLabel = "DIRECTORY", description = "Where the transport keeps its files.")
    private @Nullable String directory;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean yes;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    @Option(names = "--no-check", description = "Do not look whether everything is there.")
    private boolean noCheck;

    @Parameters(index = "0", paramLabel = "FILE", description = "The config file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(file) && !force) {
            err().println("transport: " + file + " exists; --force overwrites it");
            return ExitCode.FAILED;
        }
        Console terminal = System.console();
        return write(new Questions(out(), yes || terminal == null ? null : Typing.at(terminal)));
    }

    /** Writes the file; what the command line leaves open is asked. */
    int write(Questions questions) throws IOException, InterruptedException {
        String chosen =
                questions.choose("Mode, gateway (behind an XMPP server) or server", mode, List.of(GATEWAY, SERVER));
        if (!chosen.equals(GATEWAY) && !chosen.equals(SERVER)) {
            err().println("transport: there is no mode " + chosen + "; gateway or server?");
            return ExitCode.USAGE;
        }
        boolean gateway = chosen.equals(GATEWAY);
        Map<org.libtransport.config.Option<?>, String> answers = answers(questions, gateway);
        List<String> unfit = answers.entrySet().stream()
                .filter(answer -> !Questions.fits(answer.getValue()))
                .map(answer -> answer.getKey().name())
                .toList();
        if (!unfit.isEmpty()) {
            unfit.forEach(name -> err().println(name
                    + ": expected no line feed, no blank at the ends, and no # at the beginning or after a blank"));
            err().println("transport: nothing was written");
            return ExitCode.USAGE;
        }
        String text = new SampleFile(gateway ? Context.GATEWAY : Context.SERVER, answers).text();
        try {
            ConfigParser.parse(ConfigFile.parse(file.toString(), text), Overrides.NONE);
        } catch (ConfigException e) {
            e.mistakes().forEach(mistake -> err().println(mistake.option() + ": " + mistake.accepted()));
            err().println("transport: nothing was written");
            return ExitCode.USAGE;
        }
        try {
            store(text);
        } catch (IOException e) {
            err().println("transport: cannot write " + file + ": " + reason(e));
            return ExitCode.FAILED;
        }
        out().println("Written: " + file);
        if (gateway) {
            out().println("What the XMPP server needs: transport snippet prosody " + file + " (or ejabberd, openfire)");
        }
        if (noCheck) {
            return ExitCode.OK;
        }
        out().println();
        ConfigArguments arguments = CommandLine.populateCommand(new ConfigArguments(), file.toString());
        return CheckCommand.run(arguments, List.of(), false, out());
    }

    private Map<org.libtransport.config.Option<?>, String> answers(Questions questions, boolean gateway) {
        Map<org.libtransport.config.Option<?>, String> answers = new LinkedHashMap<>();
        answers.put(
                Options.SERVICE_JID,
                questions.ask(
                        Options.SERVICE_JID,
                        "Domain of the transport, such as icq.example.org",
                        jid,
                        "echo.localhost"));
        if (gateway) {
            answers.put(
                    Options.SERVICE_SERVER, questions.ask(Options.SERVICE_SERVER, "XMPP server", server, "127.0.0.1"));
            answers.put(
                    Options.SERVICE_PORT, questions.ask(Options.SERVICE_PORT, "Its port for components", port, "5347"));
            answers.put(
                    Options.SERVICE_PASSWORD,
                    questions.ask(
                            Options.SERVICE_PASSWORD,
                            "Secret of the component (empty: a random one)",
                            password,
                            secret()));
        } else {
            answers.put(Options.SERVICE_SERVER_MODE, "1");
            if (server != null) {
                answers.put(Options.SERVICE_SERVER, server);
            }
            answers.put(Options.SERVICE_PORT, questions.ask(Options.SERVICE_PORT, "Port for clients", port, "5222"));
            String file12 = questions.ask(
                    Options.SERVICE_CERT, "Certificate with key, a PKCS#12 file (empty: no TLS)", certificate, "");
            if (!file12.isEmpty()) {
                answers.put(Options.SERVICE_CERT, file12);
                answers.put(
                        Options.SERVICE_CERT_PASSWORD,
                        questions.ask(Options.SERVICE_CERT_PASSWORD, "Password of that file", certificatePassword, ""));
            }
        }
        answers.put(
                Options.SERVICE_BACKEND,
                questions.ask(
                        Options.SERVICE_BACKEND,
                        "Program of the backend",
                        backend,
                        "java:org.libtransport.examples.echo.EchoPlugin"));
        if (directory != null) {
            answers.put(Options.SERVICE_WORKING_DIR, directory + "/$jid");
            answers.put(Options.SERVICE_PIDFILE, directory + "/$jid.pid");
            answers.put(Options.SERVICE_PORTFILE, directory + "/$jid.port");
        }
        database.ask(questions, directory, answers);
        return answers;
    }

    private static String secret() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Whole or not at all, and for its owner only, since it has secrets. */
    private void store(String text) throws IOException {
        Path target = file.toAbsolutePath();
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path draft = Files.createTempFile(
                parent,
                ".transport",
                ".cfg",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, text);
            if (!force && Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
