package org.libtransport.launcher;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.Transport;
import org.libtransport.TransportBuilder;
import org.libtransport.admin.AdminAccess;
import org.libtransport.backend.BackendLauncher;
import org.libtransport.backend.BackendSettings;
import org.libtransport.backend.InProcessLauncher;
import org.libtransport.backend.ProcessLauncher;
import org.libtransport.backend.ProcessLimits;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.conversation.MediaWrapping;
import org.libtransport.conversation.MessagePolicy;
import org.libtransport.plugin.PluginOptions;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.tls.ServerKey;
import org.libtransport.user.UserPolicy;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.feature.Appearance;
import org.libtransport.xmpp.feature.disco.Identity;
import org.libtransport.xmpp.feature.gateway.PromptTexts;
import org.libtransport.xmpp.feature.register.RegistrationTexts;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.server.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where options become the settings of the parts that they are about. */
final class TransportAssembly {

    private static final Logger log = LoggerFactory.getLogger(TransportAssembly.class);

    private static final String ALL_ADDRESSES = "0.0.0.0";

    private final Config config;
    private final List<String> backendArguments;

    /**
     * Prepares.
     *
     * @param backendArguments what backends are started with besides their own command line
     */
    TransportAssembly(Config config, List<String> backendArguments) {
        this.config = config;
        this.backendArguments = backendArguments;
    }

    /** Opens the database and puts a transport together around it. Blocks. */
    Transport assemble() throws StartException {
        TransportBuilder builder = Transport.builder(config.get(Options.SERVICE_JID));
        frontDoor(builder);
        backends(builder);
        builder.policy(policy())
                .admins(admins())
                .appearance(appearance())
                .listedRooms(config.get(Options.SERVICE_MAX_ROOM_LIST_SIZE));
        return builder.store(openStore()).build();
    }

    private void frontDoor(TransportBuilder builder) {
        Jid jid = config.get(Options.SERVICE_JID);
        String host = config.get(Options.SERVICE_SERVER);
        int port = config.get(Options.SERVICE_PORT);
        if (config.get(Options.SERVICE_SERVER_MODE)) {
            builder.server(ServerSettings.of(jid, host.isEmpty() ? ALL_ADDRESSES : host, port, certificate())
                    .withOneClient(!config.get(Options.SERVICE_MORE_RESOURCES)));
        } else {
            builder.component(ComponentSettings.of(jid, host, port, config.get(Options.SERVICE_PASSWORD)));
        }
    }

    private ServerSettings.@Nullable Certificate certificate() {
        String file = config.get(Options.SERVICE_CERT);
        return file.isEmpty()
                ? null
                : new ServerSettings.Certificate(
                        workingDirectory().resolve(file), config.get(Options.SERVICE_CERT_PASSWORD));
    }

    private void backends(TransportBuilder builder) throws StartException {
        BackendSettings settings = BackendSettings.DEFAULT
                .withAddress(config.get(Options.SERVICE_BACKEND_HOST), config.get(Options.SERVICE_BACKEND_PORT))
                .withAccess(backendAccess())
                .withUsersPerBackend(config.get(Options.SERVICE_USERS_PER_BACKEND))
                .withReuseOldBackends(config.get(Options.SERVICE_REUSE_OLD_BACKENDS))
                .withLoginDelay(config.get(Options.SERVICE_LOGIN_DELAY))
                .withLimits(backendBounds())
                .withUpkeep(upkeep());
        String command = config.get(Options.SERVICE_BACKEND);
        try {
            if (command.isEmpty() || command.equals(BackendPlan.EXTERNAL)) {
                builder.backends(settings, BackendLauncher.external());
            } else if (command.startsWith(BackendPlan.IN_THIS_JVM)) {
                PluginOptions options = PluginOptions.parse(backendArguments.toArray(String[]::new));
                PluginDirectory plugins =
                        new PluginDirectory(workingDirectory().resolve(config.get(Options.SERVICE_PLUGINS_DIR)));
                String className = BackendPlan.className(command);
                builder.backends(settings, new InProcessLauncher(Plugins.supplier(className, plugins, options)));
            } else {
                builder.backends(
                        settings, new ProcessLauncher(command, workingDirectory(), backendArguments, processLimits()));
            }
        } catch (IllegalArgumentException e) {
            throw new StartException(
                    config.origin(Options.SERVICE_BACKEND) + ": " + Options.SERVICE_BACKEND + ": " + e.getMessage(), e);
        }
    }

    private BackendSettings.Limits backendBounds() {
        return BackendSettings.Limits.DEFAULT.withQueue(
                config.get(Options.SERVICE_BACKEND_QUEUE_FRAMES), config.get(Options.SERVICE_BACKEND_QUEUE_BYTES));
    }

    private BackendSettings.Upkeep upkeep() {
        return new BackendSettings.Upkeep(
                config.get(Options.SERVICE_IDLE_RECONNECT_TIME),
                config.get(Options.SERVICE_MEMORY_COLLECTOR_TIME),
                config.get(Options.SERVICE_BACKEND_RESTARTS_PER_MINUTE));
    }

    private ProcessLimits processLimits() {
        return new ProcessLimits(
                config.get(Options.SERVICE_BACKEND_MEMORY_LIMIT),
                config.get(Options.SERVICE_BACKEND_CPU_LIMIT),
                config.get(Options.SERVICE_BACKEND_OPEN_FILES));
    }

    private BackendSettings.Access backendAccess() {
        String token = config.get(Options.SERVICE_BACKEND_TOKEN);
        String file = config.get(Options.SERVICE_BACKEND_CERT);
        return new BackendSettings.Access(
                token.isEmpty() ? null : token,
                file.isEmpty()
                        ? null
                        : new ServerKey(
                                workingDirectory().resolve(file),
                                config.get(Options.SERVICE_BACKEND_CERT_PASSWORD),
                                Options.SERVICE_BACKEND_CERT.name()));
    }

    private Store openStore() throws StartException {
        if (config.get(Options.DATABASE_TYPE).equals("none") && !config.get(Options.SERVICE_SERVER_MODE)) {
            log.warn("database.type is none: who has registered must do so again after each restart of the transport");
        }
        try {
            return SqlStores.open(DatabaseConfig.of(config));
        } catch (StorageException e) {
            throw new StartException(Reasons.of(e), e);
        }
    }

    /** The rules for users that the config has. */
    UserPolicy policy() {
        return UserPolicy.builder(config.get(Options.SERVICE_JID), config.get(Options.SERVICE_SERVER_MODE))
                .jidEscaping(config.get(Options.SERVICE_JID_ESCAPING))
                .autoRegister(config.get(Options.REGISTRATION_AUTO_REGISTER))
                .publicRegistration(config.get(Options.REGISTRATION_ENABLE_PUBLIC_REGISTRATION))
                .allowedServers(config.get(Options.SERVICE_ALLOWED_SERVERS).stream()
                        .map(Jid::toString)
                        .toList())
                .usernameMask(config.get(Options.REGISTRATION_USERNAME_MASK))
                .allowedUsernames(
                        config.get(Options.REGISTRATION_ALLOWED_USERNAMES).orElse(null))
                .notified(config.get(Options.REGISTRATION_NOTIFY_JID))
                .vipOnly(config.get(Options.SERVICE_VIP_ONLY))
                .vipMessage(config.get(Options.SERVICE_VIP_MESSAGE))
                .removesMutualBuddies(config.get(Options.SERVICE_ENABLE_REMOVE_BUDDY))
                .language(config.get(Options.REGISTRATION_LANGUAGE))
                .messages(messagePolicy())
                .restoresAll(config.get(Options.SERVICE_RECONNECT_ALL_USERS))
                .restoreRate(config.get(Options.SERVICE_RESTORE_RATE))
                .staysConnected(config.get(Options.SETTINGS_STAY_CONNECTED))
                .messageOfTheDay(config.get(Options.SERVICE_MOTD))
                .loginTimeout(config.get(Options.SERVICE_LOGIN_TIMEOUT))
                .build();
    }

    /** Who administers, as the config has it. */
    AdminAccess admins() {
        return new AdminAccess(config.get(Options.SERVICE_ADMIN_JID), config.get(Options.SERVICE_ADMIN_PASSWORD));
    }

    private MessagePolicy messagePolicy() {
        MediaWrapping media = MediaWrapping.ALL;
        if (config.get(Options.SERVICE_OOB_SPLIT)) {
            media = MediaWrapping.SPLIT;
        } else if (config.get(Options.SERVICE_OOB_REPLACE_BODY)) {
            media = MediaWrapping.EXCLUSIVE;
        }
        return new MessagePolicy(
                config.get(Options.SERVICE_ENABLE_XHTML), config.get(Options.SETTINGS_SEND_HEADLINES), media);
    }

    /** How the transport presents itself, as the config has it. */
    Appearance appearance() {
        return new Appearance(
                identity(),
                registrationTexts(),
                new PromptTexts(
                        config.get(Options.GATEWAY_RESPONDER_LABEL), config.get(Options.GATEWAY_RESPONDER_PROMPT)));
    }

    private Identity identity() {
        return new Identity(
                config.get(Options.IDENTITY_CATEGORY),
                config.get(Options.IDENTITY_TYPE),
                config.get(Options.IDENTITY_NAME));
    }

    private RegistrationTexts registrationTexts() {
        // The old program read this option but had a label of its own in the form; what somebody wrote is obeyed.
        String passwordLabel = config.isSet(Options.REGISTRATION_PASSWORD_LABEL)
                ? config.get(Options.REGISTRATION_PASSWORD_LABEL)
                : RegistrationTexts.DEFAULT.passwordLabel();
        return new RegistrationTexts(
                config.get(Options.REGISTRATION_INSTRUCTIONS),
                config.get(Options.REGISTRATION_USERNAME_LABEL),
                passwordLabel,
                config.get(Options.REGISTRATION_LANGUAGE));
    }

    private Path workingDirectory() {
        return config.get(Options.SERVICE_WORKING_DIR).toAbsolutePath();
    }
}
