package org.libtransport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What options must be together, after each alone was found to be right. */
final class Rules {

    private static final int CLIENT_PORT = 5222;
    private static final int LEAST_TOKEN = 16;
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Set<String> LOOPBACK_V6 = Set.of("::1", "[::1]", "0:0:0:0:0:0:0:1");

    private final Config config;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> warnings = new ArrayList<>();

    private Rules(Config config) {
        this.config = config;
    }

    /** Looks at a configuration that may still lack options whose value was wrong; of those nothing is said again. */
    static Rules check(Config config) {
        Rules rules = new Rules(config);
        Optional<Boolean> serverMode = config.find(Options.SERVICE_SERVER_MODE);
        if (serverMode.isPresent()) {
            if (serverMode.get()) {
                rules.serverMode();
            } else {
                rules.gatewayMode();
            }
        }
        rules.backend();
        rules.backendPort();
        return rules;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    List<Mistake> warnings() {
        return warnings;
    }

    private void gatewayMode() {
        needText(Options.SERVICE_SERVER, "expected the host name or address of the XMPP server (gateway mode)");
        needPort("expected the port where the XMPP server takes components, often 5347 (gateway mode)");
        needText(
                Options.SERVICE_PASSWORD,
                "expected the secret that the XMPP server has for this component (gateway mode)");
        if (is(Options.SERVICE_PORT, CLIENT_PORT)) {
            warn(Options.SERVICE_PORT, "5222", "this is where clients connect; components often have 5347");
        }
        if (is(Options.REGISTRATION_REQUIRE_LOCAL_ACCOUNT, true)) {
            mistakes.add(Mistake.of(
                    config.origin(Options.REGISTRATION_REQUIRE_LOCAL_ACCOUNT),
                    Options.REGISTRATION_REQUIRE_LOCAL_ACCOUNT,
                    "1",
                    "this transport asks nobody for the password of another account; expected"
                            + " registration.enable_public_registration = 0 with service.allowed_servers, by which only"
                            + " users of those servers can register"));
        }
        if (is(Options.DATABASE_TYPE, "none")) {
            warn(Options.DATABASE_TYPE, "none", "nobody can register, because nothing is stored");
        }
    }

    private void serverMode() {
        needPort("expected the port for XMPP clients, usually 5222 (server mode)");
        if (is(Options.SERVICE_CERT, "")) {
            warn(Options.SERVICE_CERT, "", "without a certificate passwords travel unencrypted");
        }
        boolean admins = config.find(Options.SERVICE_ADMIN_JID)
                .filter(list -> !list.isEmpty())
                .isPresent();
        if (admins && is(Options.SERVICE_ADMIN_PASSWORD, "")) {
            warn(Options.SERVICE_ADMIN_PASSWORD, null, "without it nobody can log in as admin in server mode");
        }
    }

    private void backend() {
        boolean empty = is(Options.SERVICE_BACKEND, "");
        if ((empty || is(Options.SERVICE_BACKEND, "external")) && is(Options.SERVICE_BACKEND_PORT, 0)) {
            warn(
                    Options.SERVICE_BACKEND,
                    empty ? "" : "external",
                    "no backend is started, and service.backend_port is not set for those that come by themselves");
        }
    }

    private void backendPort() {
        config.find(Options.SERVICE_BACKEND_TOKEN)
                .filter(token -> !token.isEmpty() && token.length() < LEAST_TOKEN)
                .ifPresent(token -> mistakes.add(Mistake.of(
                        config.origin(Options.SERVICE_BACKEND_TOKEN),
                        Options.SERVICE_BACKEND_TOKEN,
                        token,
                        "expected at least " + LEAST_TOKEN + " characters")));
        Optional<String> host = config.find(Options.SERVICE_BACKEND_HOST);
        if (host.isEmpty()) {
            return;
        }
        boolean certificate = !is(Options.SERVICE_BACKEND_CERT, "");
        if (isLoopback(host.get())) {
            if (certificate) {
                warn(Options.SERVICE_BACKEND_CERT, null, "not used, because service.backend_host is loopback");
            }
        } else if (!certificate || is(Options.SERVICE_BACKEND_TOKEN, "")) {
            mistakes.add(Mistake.of(
                    config.origin(Options.SERVICE_BACKEND_HOST),
                    Options.SERVICE_BACKEND_HOST,
                    host.get(),
                    "expected a loopback address like 127.0.0.1; whoever reaches another one could act as a backend and"
                            + " get passwords, so that it needs service.backend_cert (a PKCS#12 file) and"
                            + " service.backend_token (at least " + LEAST_TOKEN + " characters, random)"));
        }
    }

    /** Names are not looked up here; only one is known to be this machine. */
    private static boolean isLoopback(String host) {
        return host.isEmpty()
                || host.equalsIgnoreCase("localhost")
                || LOOPBACK_V4.matcher(host).matches()
                || LOOPBACK_V6.contains(host);
    }

    private void needText(Option<String> option, String accepted) {
        if (is(option, "")) {
            missing(option, accepted);
        }
    }

    private void needPort(String accepted) {
        if (is(Options.SERVICE_PORT, 0)) {
            missing(Options.SERVICE_PORT, accepted);
        }
    }

    private void missing(Option<?> option, String accepted) {
        if (config.isSet(option)) {
            String value = option == Options.SERVICE_PORT ? "0" : "";
            mistakes.add(Mistake.of(config.origin(option), option, value, accepted));
        } else {
            mistakes.add(new Mistake(new Origin(config.source(), 0), option.name(), null, "missing, " + accepted));
        }
    }

    private void warn(Option<?> option, @Nullable String value, String text) {
        Origin origin = config.isSet(option) ? config.origin(option) : new Origin(config.source(), 0);
        warnings.add(new Mistake(origin, option.name(), value, text));
    }

    private <T> boolean is(Option<T> option, T value) {
        return config.find(option).filter(value::equals).isPresent();
    }
}
