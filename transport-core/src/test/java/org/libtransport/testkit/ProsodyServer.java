package org.libtransport.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Prosody of its own for one test: own configuration, data, accounts and loopback ports, no federation, clients
 * log in without TLS. {@link #close} leaves no process and no file.
 *
 * <p>Stopped and started again it keeps its ports and accounts. A test that starts one is skipped where Prosody is not
 * installed, see {@link Tools#require}.
 */
public final class ProsodyServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(15);

    private final Path program;
    private final Builder settings;
    private final TemporaryDirectory directory = TemporaryDirectory.create("prosody");
    private final int clientPort = Ports.free();
    private final int componentPort = Ports.free();
    private @Nullable ChildProcess process;

    private ProsodyServer(Path program, Builder settings) {
        this.program = program;
        this.settings = settings;
        directory.write("prosody.cfg.lua", configuration());
        settings.accounts.forEach((user, password) -> directory.write(
                "data/" + fileName(settings.domain) + "/accounts/" + fileName(user) + ".dat",
                "return { [\"password\"] = " + luaString(password) + "; };\n"));
    }

    /** Prepares a server for users of this domain. */
    public static Builder forDomain(String domain) {
        return new Builder(domain);
    }

    public String domain() {
        return settings.domain;
    }

    /** Where XMPP clients connect, on the loopback address. */
    public int clientPort() {
        return clientPort;
    }

    /** Where components connect (XEP-0114), on the loopback address. */
    public int componentPort() {
        return componentPort;
    }

    /** What the server has logged since it was created. */
    public String log() {
        return process == null ? "" : process.output();
    }

    /** How many times a component has connected and proven its secret since the server was created. */
    public int componentConnections() {
        return log().split("External component successfully authenticated", -1).length - 1;
    }

    /** Starts the server and returns when it takes connections. */
    public void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("is running");
        }
        int before = log().length();
        ChildProcess started = ChildProcess.start(
                "prosody",
                directory.path(),
                directory.resolve("output.log"),
                List.of(program.toString(), "-F", "--config", "prosody.cfg.lua"));
        process = started;
        started.await(
                "ports open", START_TIMEOUT, () -> isListening(started.output().substring(before)));
    }

    /** Ends the server the friendly way: streams are closed, clients are told. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends the server without a word to anybody. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        directory.close();
    }

    /** By its own word: a port that is open may be somebody else's. Components are listened for only if there are any. */
    private boolean isListening(String log) {
        return log.contains("Activated service 'c2s' on [127.0.0.1]:" + clientPort + '\n')
                && (settings.components.isEmpty()
                        || log.contains("Activated service 'component' on [127.0.0.1]:" + componentPort + '\n'));
    }

    private String configuration() {
        StringBuilder text = new StringBuilder();
        // Without run_as_root Prosody refuses to start for root; for anybody else it has no effect.
        text.append("run_as_root = true\n");
        text.append("data_path = ").append(luaString(directory.resolve("data").toString()));
        text.append("\ncertificates = ").append(luaString(directory.path().toString()));
        text.append("\nlog = { { levels = { min = \"info\" }, to = \"console\" } }\n");
        text.append("interfaces = { \"127.0.0.1\" }\n");
        text.append("c2s_ports = { ").append(clientPort).append(" }\n");
        text.append("c2s_direct_tls_ports = {}\n");
        text.append("component_ports = { ").append(componentPort).append(" }\n");
        text.append("component_interfaces = { \"127.0.0.1\" }\n");
        text.append("modules_enabled = { ")
                .append(settings.modules.stream().map(ProsodyServer::luaString).collect(Collectors.joining(", ")))
                .append(" }\n");
        text.append("modules_disabled = { \"s2s\", \"tls\" }\n");
        text.append("authentication = \"internal_plain\"\n");
        text.append("c2s_require_encryption = false\n");
        text.append("allow_unencrypted_plain_auth = true\n");
        text.append("privileged_entities = { ")
                .append(settings.privileged.stream()
                        .map(jid -> "[" + luaString(jid) + "] = { roster = \"both\", message = \"outgoing\" }")
                        .collect(Collectors.joining(", ")))
                .append(" }\n");
        text.append(settings.lines);
        text.append("VirtualHost ").append(luaString(settings.domain)).append('\n');
        settings.components.forEach((jid, secret) -> text.append("Component ")
                .append(luaString(jid))
                .append("\n  component_secret = ")
                .append(luaString(secret))
                .append(settings.privileged.contains(jid) ? "\n  modules_enabled = { \"privilege\" }\n" : "\n"));
        return text.toString();
    }

    /** Prosody names files of its store after the key, with all but letters and digits as %xx. */
    private static String fileName(String key) {
        StringBuilder name = new StringBuilder();
        for (char c : key.toCharArray()) {
            if (c < 128 && Character.isLetterOrDigit(c)) {
                name.append(c);
            } else if (c < 128) {
                name.append('%').append(String.format("%02x", (int) c));
            } else {
                throw new IllegalArgumentException("only ASCII: " + key);
            }
        }
        return name.toString();
    }

    private static String luaString(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** What is to be known before the server starts. */
    public static final class Builder {

        private final String domain;
        private final Map<String, String> accounts = new LinkedHashMap<>();
        private final Map<String, String> components = new LinkedHashMap<>();
        private final List<String> modules = new ArrayList<>(List.of("roster", "saslauth", "disco", "ping", "carbons"));

        private final Set<String> privileged = new LinkedHashSet<>();
        private String lines = "";

        private Builder(String domain) {
            this.domain = domain;
        }

        /** Adds a user of the domain. */
        public Builder account(String user, String password) {
            accounts.put(user, password);
            return this;
        }

        /** Allows a component to connect with this secret. */
        public Builder component(String jid, String secret) {
            components.put(jid, secret);
            return this;
        }

        /** The same, and lets it manage rosters and send messages for users (XEP-0356); {@code mod_privilege} is needed. */
        public Builder privilegedComponent(String jid, String secret) {
            privileged.add(jid);
            modules.add("privilege");
            return component(jid, secret);
        }

        /** Adds lines to the config, after the settings for all hosts. */
        public Builder lines(String more) {
            lines = more + "\n";
            return this;
        }

        /** Enables one more of the modules that Prosody brings along. */
        public Builder module(String name) {
            modules.add(name);
            return this;
        }

        /** Creates the server and waits until it takes connections. */
        public ProsodyServer start() {
            ProsodyServer server = create();
            try {
                server.start();
                return server;
            } catch (RuntimeException | Error e) {
                server.close();
                throw e;
            }
        }

        /** Creates the server without starting it; its ports are known then, and closed. */
        public ProsodyServer create() {
            Path program = Tools.require("prosody");
            if (modules.contains("privilege")) {
                Tools.requireFile(Path.of("/usr/lib/prosody/modules/mod_privilege"), "prosody-modules");
            }
            return new ProsodyServer(program, this);
        }
    }
}
