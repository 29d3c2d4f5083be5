package org.libtransport.config;

import static org.libtransport.config.Context.BACKEND;
import static org.libtransport.config.Context.GATEWAY;
import static org.libtransport.config.Context.SERVER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.libtransport.xmpp.jid.Jid;

/** The table of options: one row says everything that parser, validation, help and documentation need to know of one. */
public final class Options {

    private static final Set<Context> BOTH = Set.of(GATEWAY, SERVER);
    private static final Set<Context> IN_GATEWAY = Set.of(GATEWAY);
    private static final Set<Context> IN_SERVER = Set.of(SERVER);
    private static final Set<Context> IN_BACKEND = Set.of(BACKEND);

    private static final List<Option<?>> ROWS = new ArrayList<>();

    // [service]: who the transport is and whom it talks to

    public static final Option<Boolean> SERVICE_SERVER_MODE = bool(
            "service.server_mode", "0", BOTH, "Whether XMPP clients log in here directly, without an XMPP server.");
    public static final Option<Jid> SERVICE_JID = row(Option.required(
            "service.jid", ValueType.DOMAIN, BOTH, "The domain under which XMPP users see this transport."));
    public static final Option<String> SERVICE_SERVER = text(
            "service.server",
            "",
            BOTH,
            "The XMPP server to connect to; in server mode the address to listen on, all addresses if empty.");
    public static final Option<Integer> SERVICE_PORT = row(Option.scalar(
            "service.port",
            ValueType.PORT,
            "0",
            BOTH,
            "The XMPP server's port for components; in server mode the port for clients."));
    public static final Option<String> SERVICE_PASSWORD = row(
            Option.secret("service.password", IN_GATEWAY, "The secret that the XMPP server has for this component."));
    public static final Option<String> SERVICE_CERT =
            text("service.cert", "", IN_SERVER, "A PKCS#12 file with certificate and key for TLS; no TLS if empty.");
    public static final Option<String> SERVICE_CERT_PASSWORD =
            row(Option.secret("service.cert_password", IN_SERVER, "The password of the PKCS#12 file."));
    public static final Option<List<Jid>> SERVICE_ADMIN_JID = row(Option.list(
            "service.admin_jid", ValueType.BARE_JID, BOTH, "A user who may give commands to the transport."));
    public static final Option<String> SERVICE_ADMIN_PASSWORD =
            row(Option.secret("service.admin_password", IN_SERVER, "The password with which admins log in."));
    public static final Option<String> SERVICE_MOTD =
            text("service.motd", "", BOTH, "What each user is told after logging in; nothing if empty.");
    public static final Option<List<Jid>> SERVICE_ALLOWED_SERVERS = row(Option.list(
            "service.allowed_servers",
            ValueType.DOMAIN,
            IN_GATEWAY,
            "A domain whose users may register and log in although public registration is off; others may not."));

    // [service]: the process

    public static final Option<String> SERVICE_USER =
            text("service.user", "", BOTH, "The system user to become after the start.");
    public static final Option<String> SERVICE_GROUP =
            text("service.group", "", BOTH, "The system group to become after the start.");
    public static final Option<Path> SERVICE_PIDFILE =
            path("service.pidfile", "/var/run/spectrum2/$jid.pid", BOTH, "The file that gets the process id.");
    public static final Option<Path> SERVICE_PORTFILE =
            path("service.portfile", "/var/run/spectrum2/$jid.port", BOTH, "The file that gets the port for backends.");
    public static final Option<Path> SERVICE_WORKING_DIR = path(
            "service.working_dir",
            "/var/lib/spectrum2/$jid",
            BOTH,
            "The directory for data files, and the current directory of backends.");
    public static final Option<String> SERVICE_FRONTEND = row(Option.scalar(
            "service.frontend", ValueType.oneOf("xmpp"), "xmpp", BOTH, "The kind of users that are served."));

    // [service]: backends

    public static final Option<String> SERVICE_BACKEND = text(
            "service.backend",
            "",
            BOTH,
            "The command line that starts a backend, or java:CLASS for one inside the transport; none is started, and"
                    + " backends are waited for, if it is external or empty.");
    public static final Option<String> SERVICE_BACKEND_HOST = text(
            "service.backend_host",
            "localhost",
            BOTH,
            "The address where the transport listens for backends; any but loopback needs a token and a certificate.");
    public static final Option<Integer> SERVICE_BACKEND_PORT = row(Option.scalar(
            "service.backend_port",
            ValueType.PORT,
            "0",
            BOTH,
            "The port where the transport listens for backends; 0 takes a free one."));
    public static final Option<String> SERVICE_BACKEND_TOKEN = row(Option.secret(
            "service.backend_token",
            BOTH,
            "What backends present that the transport did not start itself, at least 16 characters; random if empty."));
    public static final Option<String> SERVICE_BACKEND_CERT = text(
            "service.backend_cert",
            "",
            BOTH,
            "A PKCS#12 file with certificate and key for the port for backends, if it is not on loopback.");
    public static final Option<String> SERVICE_BACKEND_CERT_PASSWORD =
            row(Option.secret("service.backend_cert_password", BOTH, "The password of that PKCS#12 file."));
    public static final Option<Integer> SERVICE_USERS_PER_BACKEND =
            count("service.users_per_backend", 1, "100", BOTH, "How many users share one backend process.");
    public static final Option<Boolean> SERVICE_REUSE_OLD_BACKENDS =
            bool("service.reuse_old_backends", "1", BOTH, "Whether a backend that was full once gets new users again.");
    public static final Option<Duration> SERVICE_IDLE_RECONNECT_TIME = seconds(
            "service.idle_reconnect_time",
            "0",
            BOTH,
            "After how many idle seconds a user moves to a backend for long sessions; 0 is never.");
    public static final Option<Duration> SERVICE_MEMORY_COLLECTOR_TIME = seconds(
            "service.memory_collector_time",
            "0",
            BOTH,
            "Every how many seconds the largest backend stops taking users; 0 is never.");
    public static final Option<Duration> SERVICE_LOGIN_DELAY = seconds(
            "service.login_delay", "0", BOTH, "How many seconds lie at least between two log-ins to the network.");
    public static final Option<Duration> SERVICE_LOGIN_TIMEOUT = seconds(
            "service.login_timeout",
            "300",
            BOTH,
            "After how many seconds without an answer a log-in to the network is given up and tried again; 0 is never.");
    public static final Option<Integer> SERVICE_RESTORE_RATE = count(
            "service.restore_rate",
            1,
            "50",
            IN_GATEWAY,
            "How many users a second are asked whether they are there, after a start or when the XMPP server was away.");
    public static final Option<Integer> SERVICE_BACKEND_MEMORY_LIMIT = count(
            "service.backend_memory_limit",
            0,
            "0",
            BOTH,
            "How many MiB of memory of its own one backend process may have; 0 is no limit.");
    public static final Option<Integer> SERVICE_BACKEND_CPU_LIMIT = count(
            "service.backend_cpu_limit",
            0,
            "0",
            BOTH,
            "How many seconds of processor time one backend process may use in its life; 0 is no limit.");
    public static final Option<Integer> SERVICE_BACKEND_OPEN_FILES = count(
            "service.backend_open_files",
            0,
            "0",
            BOTH,
            "How many files and sockets one backend process may have open; 0 is the transport's own limit.");
    public static final Option<Integer> SERVICE_BACKEND_RESTARTS_PER_MINUTE = count(
            "service.backend_restarts_per_minute",
            0,
            "0",
            BOTH,
            "How many backends that crashed or failed to start are replaced within a minute; 0 is no limit.");
    public static final Option<Integer> SERVICE_BACKEND_QUEUE_FRAMES = count(
            "service.backend_queue_frames",
            1,
            "10000",
            BOTH,
            "How many messages wait for a backend that does not read, before the next are returned.");
    public static final Option<Integer> SERVICE_BACKEND_QUEUE_BYTES = count(
            "service.backend_queue_bytes",
            65536,
            "4194304",
            BOTH,
            "How many bytes wait for a backend that does not read, before the next messages are returned.");
    public static final Option<Path> SERVICE_PLUGINS_DIR = path(
            "service.plugins_dir",
            "plugins",
            BOTH,
            "Where the jars of backends written in Java are, below service.working_dir if the path is relative.");
    public static final Option<String> SERVICE_PROTOCOL =
            text("service.protocol", "", BOTH, "Which network a backend that knows several is to use.");

    // [service]: users and stanzas

    public static final Option<Boolean> SERVICE_MORE_RESOURCES = bool(
            "service.more_resources", "0", IN_SERVER, "Whether one account may be logged in several times at once.");
    public static final Option<Boolean> SERVICE_ENABLE_PRIVACY_LISTS =
            bool("service.enable_privacy_lists", "1", IN_BACKEND, "Whether the backend uses the network's block list.");
    public static final Option<Boolean> SERVICE_ENABLE_XHTML =
            bool("service.enable_xhtml", "1", BOTH, "Whether formatted text from the network is passed on.");
    public static final Option<Boolean> SERVICE_ENABLE_REMOVE_BUDDY = bool(
            "service.enable_remove_buddy",
            "0",
            BOTH,
            "Whether removing a contact here removes it from the network's contact list.");
    public static final Option<Boolean> SERVICE_OOB_REPLACE_BODY =
            bool("service.oob_replace_body", "1", BOTH, "Whether a message about a file has only its address as text.");
    public static final Option<Boolean> SERVICE_OOB_SPLIT =
            bool("service.oob_split", "0", BOTH, "Whether the address of a file is sent as a message of its own.");
    public static final Option<Integer> SERVICE_MAX_ROOM_LIST_SIZE =
            count("service.max_room_list_size", 0, "100", BOTH, "How many rooms the transport lists at most.");
    public static final Option<Boolean> SERVICE_JID_ESCAPING =
            bool("service.jid_escaping", "1", BOTH, "Whether contact names become JIDs by XEP-0106 or by % for @.");
    public static final Option<Boolean> SERVICE_VIP_ONLY =
            bool("service.vip_only", "0", BOTH, "Whether only users marked as VIP may log in.");
    public static final Option<String> SERVICE_VIP_MESSAGE =
            text("service.vip_message", "", BOTH, "What users without the mark are told; nothing if empty.");
    public static final Option<Boolean> SERVICE_RECONNECT_ALL_USERS = bool(
            "service.reconnect_all_users",
            "0",
            BOTH,
            "Whether all registered users are asked for their presence at the start, not only those last online.");
    public static final Option<String> SERVICE_WEB_DIRECTORY =
            text("service.web_directory", "", IN_BACKEND, "Where backends put received files.");
    public static final Option<String> SERVICE_WEB_URL =
            text("service.web_url", "", IN_BACKEND, "Under which URL that directory can be read.");
    public static final Option<Integer> SERVICE_WEB_MAXIMGSIZE =
            count("service.web_maximgsize", 0, "1000000", IN_BACKEND, "How many bytes a stored image has at most.");

    // [vhosts] and [identity]

    public static final Option<List<Jid>> VHOSTS_VHOST = row(
            Option.list("vhosts.vhost", ValueType.DOMAIN, BOTH, "A further domain that is run from the same file."));
    public static final Option<String> IDENTITY_NAME =
            text("identity.name", "Spectrum 2 Transport", BOTH, "The name that service discovery shows.");
    public static final Option<String> IDENTITY_CATEGORY =
            text("identity.category", "gateway", BOTH, "The category that service discovery shows.");
    public static final Option<String> IDENTITY_TYPE =
            text("identity.type", "", BOTH, "The type that service discovery shows; clients choose an icon by it.");

    // [registration] and [gateway_responder]

    public static final Option<Boolean> REGISTRATION_ENABLE_PUBLIC_REGISTRATION = bool(
            "registration.enable_public_registration", "1", IN_GATEWAY, "Whether users of every server may register.");
    public static final Option<String> REGISTRATION_LANGUAGE =
            text("registration.language", "en", IN_GATEWAY, "The language that the registration form offers.");
    public static final Option<String> REGISTRATION_INSTRUCTIONS = text(
            "registration.instructions",
            "Enter your legacy network username and password.",
            IN_GATEWAY,
            "The sentence above the registration form.");
    public static final Option<String> REGISTRATION_USERNAME_LABEL = text(
            "registration.username_label",
            "Legacy network username:",
            IN_GATEWAY,
            "What the form calls the user name.");
    public static final Option<String> REGISTRATION_PASSWORD_LABEL = text(
            "registration.password_label",
            "3rd-party network password",
            IN_GATEWAY,
            "What the form calls the password.");
    public static final Option<String> REGISTRATION_USERNAME_MASK = text(
            "registration.username_mask",
            "",
            IN_GATEWAY,
            "How the typed name becomes the network's user name; $username stands for what was typed.");
    public static final Option<Optional<Pattern>> REGISTRATION_ALLOWED_USERNAMES = row(Option.scalar(
            "registration.allowed_usernames",
            ValueType.PATTERN,
            "",
            IN_GATEWAY,
            "A pattern that the whole user name must match."));
    public static final Option<Boolean> REGISTRATION_AUTO_REGISTER =
            bool("registration.auto_register", "0", IN_GATEWAY, "Whether a user is registered by going online.");
    public static final Option<String> REGISTRATION_ENCODING =
            text("registration.encoding", "utf8", IN_GATEWAY, "Has no effect; old files have it.");
    public static final Option<Boolean> REGISTRATION_REQUIRE_LOCAL_ACCOUNT = bool(
            "registration.require_local_account",
            "0",
            IN_GATEWAY,
            "Not supported: service.allowed_servers with enable_public_registration = 0 keeps others out instead.");
    public static final Option<List<Jid>> REGISTRATION_NOTIFY_JID = row(
            Option.list("registration.notify_jid", ValueType.BARE_JID, IN_GATEWAY, "Who is told about registrations."));
    public static final Option<String> REGISTRATION_LOCAL_USERNAME_LABEL = text(
            "registration.local_username_label",
            "Local username:",
            IN_GATEWAY,
            "What the form calls the name of the account on that server.");
    public static final Option<String> REGISTRATION_LOCAL_ACCOUNT_SERVER =
            text("registration.local_account_server", "localhost", IN_GATEWAY, "The domain of that server.");
    public static final Option<Duration> REGISTRATION_LOCAL_ACCOUNT_SERVER_TIMEOUT = row(Option.scalar(
            "registration.local_account_server_timeout",
            ValueType.MILLISECONDS,
            "10000",
            IN_GATEWAY,
            "How many milliseconds that server has to answer."));
    public static final Option<String> GATEWAY_RESPONDER_PROMPT = text(
            "gateway_responder.prompt", "Contact ID", IN_GATEWAY, "What clients call a contact's name (XEP-0100).");
    public static final Option<String> GATEWAY_RESPONDER_LABEL = text(
            "gateway_responder.label",
            "Enter legacy network contact ID.",
            IN_GATEWAY,
            "The sentence above the question for a contact's name.");

    // [database]

    public static final Option<String> DATABASE_TYPE = row(Option.scalar(
            "database.type",
            ValueType.oneOf("none", "sqlite3", "mysql", "pqxx"),
            "none",
            BOTH,
            "Where users are stored: nowhere, SQLite, MySQL or MariaDB (mysql), or PostgreSQL (pqxx)."));
    public static final Option<String> DATABASE_DATABASE = text(
            "database.database",
            "/var/lib/spectrum2/$jid/database.sql",
            BOTH,
            "The file of SQLite, else the name of the database.");
    public static final Option<String> DATABASE_SERVER =
            text("database.server", "localhost", BOTH, "The host of the database server.");
    public static final Option<String> DATABASE_USER =
            text("database.user", "", BOTH, "The user name for the database server.");
    public static final Option<String> DATABASE_PASSWORD =
            row(Option.secret("database.password", BOTH, "The password for the database server."));
    public static final Option<OptionalInt> DATABASE_PORT = row(Option.scalar(
            "database.port",
            ValueType.OPTIONAL_PORT,
            "",
            BOTH,
            "The port of the database server; the usual one if empty."));
    public static final Option<String> DATABASE_PREFIX =
            text("database.prefix", "", BOTH, "What the names of the tables begin with.");
    public static final Option<String> DATABASE_TLS = row(Option.scalar(
            "database.tls",
            ValueType.oneOf("no", "encrypt", "verify"),
            "no",
            BOTH,
            "How the connection to the database server is secured: not, against listeners, or with its certificate"
                    + " verified as well."));
    public static final Option<String> DATABASE_TLS_CA = text(
            "database.tls_ca",
            "",
            BOTH,
            "A file with the certificates (PEM) that the database server is verified with; Java's own if empty.");
    public static final Option<String> DATABASE_ENCRYPTION_KEY = row(Option.secret(
            "database.encryption_key",
            BOTH,
            "What Spectrum 2 hides passwords at a database server with; encrypts nothing."));
    public static final Option<Boolean> DATABASE_SHARED =
            bool("database.shared", "0", BOTH, "Whether another transport may use the same tables at the same time.");
    public static final Option<String> DATABASE_ENCRYPTION_KEY_FILE = row(Option.secret(
            "database.encryption_key_file",
            BOTH,
            "A file with the keys that passwords and tokens are encrypted with, or the keys themselves;"
                    + " storage.key in the working directory if empty."));
    public static final Option<Boolean> DATABASE_UPGRADE_PASSWORDS = bool(
            "database.upgrade_passwords",
            "0",
            BOTH,
            "Whether passwords in a database of Spectrum 2 are encrypted as their users log in.");
    public static final Option<String> DATABASE_VIP_STATEMENT =
            text("database.vip_statement", "", BOTH, "A query that has a row if the user $barejid is a VIP.");
    public static final Option<String> DATABASE_CONNECTIONSTRING = row(Option.secret(
            "database.connectionstring", BOTH, "How to connect to PostgreSQL, in place of all the other options."));

    // [logging], [backend], [proxy], [settings]

    public static final Option<String> LOGGING_CONFIG =
            text("logging.config", "", BOTH, "A file that says what the transport logs; the console if empty.");
    public static final Option<String> LOGGING_BACKEND_CONFIG =
            text("logging.backend_config", "", BOTH, "A file that says what backends log.");
    public static final Option<String> BACKEND_DEFAULT_AVATAR =
            text("backend.default_avatar", "", IN_BACKEND, "The avatar of contacts that have none.");
    public static final Option<String> BACKEND_AVATARS_DIRECTORY =
            text("backend.avatars_directory", "", IN_BACKEND, "Where the users' own avatars are.");
    public static final Option<Boolean> BACKEND_NO_VCARD_FETCH = bool(
            "backend.no_vcard_fetch", "0", IN_BACKEND, "Whether contact details are never asked from the network.");
    public static final Option<String> PROXY_SERVER =
            text("proxy.server", "localhost", IN_BACKEND, "The proxy of a backend.");
    public static final Option<String> PROXY_USER =
            text("proxy.user", "", IN_BACKEND, "The user name for the proxy of a backend.");
    public static final Option<Boolean> SETTINGS_SEND_HEADLINES =
            bool("settings.send_headlines", "0", BOTH, "Whether users who did not choose get headlines.");
    public static final Option<Boolean> SETTINGS_STAY_CONNECTED = bool(
            "settings.stay_connected",
            "0",
            IN_GATEWAY,
            "Whether users who did not choose stay logged in at the network when they go offline.");

    /** All rows, in the order of documentation. */
    public static final List<Option<?>> ALL = List.copyOf(ROWS);

    private static final Map<String, Option<?>> BY_NAME = byName();

    private Options() {}

    /** The row with this name, or empty if only a backend may know it. */
    public static Optional<Option<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, Option<?>> byName() {
        Map<String, Option<?>> names = new HashMap<>();
        ALL.forEach(option -> names.put(option.name(), option));
        return Map.copyOf(names);
    }

    private static <T> Option<T> row(Option<T> option) {
        ROWS.add(option);
        return option;
    }

    private static Option<String> text(String name, String defaultText, Set<Context> contexts, String help) {
        return row(Option.scalar(name, ValueType.STRING, defaultText, contexts, help));
    }

    private static Option<Boolean> bool(String name, String defaultText, Set<Context> contexts, String help) {
        return row(Option.scalar(name, ValueType.BOOLEAN, defaultText, contexts, help));
    }

    private static Option<Integer> count(String name, int min, String defaultText, Set<Context> contexts, String help) {
        return row(Option.scalar(name, ValueType.integer(min, Integer.MAX_VALUE), defaultText, contexts, help));
    }

    private static Option<Duration> seconds(String name, String defaultText, Set<Context> contexts, String help) {
        return row(Option.scalar(name, ValueType.SECONDS, defaultText, contexts, help));
    }

    private static Option<Path> path(String name, String defaultText, Set<Context> contexts, String help) {
        return row(Option.scalar(name, ValueType.PATH, defaultText, contexts, help));
    }
}
