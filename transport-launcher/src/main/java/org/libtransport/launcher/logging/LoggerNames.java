package org.libtransport.launcher.logging;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of our loggers say what the loggers of Spectrum 2 said. */
final class LoggerNames {

    private static final String BASE = "org.libtransport.";
    private static final List<String> ROSTER = List.of(BASE + "roster");
    private static final List<String> CONVERSATION = List.of(BASE + "conversation", BASE + "room");
    private static final List<String> USER = List.of(BASE + "user");
    private static final List<String> REGISTRATION = List.of(BASE + "xmpp.feature.register");
    private static final List<String> FEATURE = List.of(BASE + "xmpp.feature");
    private static final List<String> STORAGE = List.of(BASE + "storage");
    private static final List<String> XMPP = List.of(BASE + "xmpp");

    /** Whole XML and what the process itself printed: ours writes neither, so there is nothing to turn on or off. */
    private static final List<String> NOTHING = List.of();

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("Spectrum", List.of(BASE + "launcher", BASE + "Transport")),
            Map.entry("Component", List.of(BASE + "xmpp.component")),
            Map.entry("Component.RAW", NOTHING),
            Map.entry("Component.XML", NOTHING),
            Map.entry("cout", NOTHING),
            Map.entry("cerr", NOTHING),
            Map.entry("NetworkPluginServer", List.of(BASE + "backend")),
            Map.entry("backend", List.of("backend")),
            Map.entry("UserManager", USER),
            Map.entry("User", USER),
            Map.entry("UserRegistry", List.of(BASE + "xmpp.server")),
            Map.entry("UserReconnecter", USER),
            Map.entry("RosterManager", ROSTER),
            Map.entry("XMPPRosterManager", ROSTER),
            Map.entry("RosterStorage", ROSTER),
            Map.entry("Conversation", CONVERSATION),
            Map.entry("ConversationManager", CONVERSATION),
            Map.entry("UserRegistration", REGISTRATION),
            Map.entry("XMPPUserRegistration", REGISTRATION),
            Map.entry("AdminInterface", List.of(BASE + "admin")),
            Map.entry("SQLite3Backend", STORAGE),
            Map.entry("MySQLBackend", STORAGE),
            Map.entry("PQXXBackend", STORAGE),
            Map.entry("XMPPFrontend", XMPP),
            Map.entry("XMPPUser", XMPP),
            Map.entry("VCardResponder", List.of(BASE + "vcard", BASE + "xmpp.feature.vcard")),
            Map.entry("DiscoInfoResponder", FEATURE),
            Map.entry("DiscoItemsResponder", FEATURE),
            Map.entry("RosterResponder", FEATURE),
            Map.entry("GatewayResponder", FEATURE),
            Map.entry("StorageResponder", FEATURE),
            Map.entry("StatsResponder", FEATURE),
            Map.entry("BlockResponder", FEATURE),
            Map.entry("CarbonResponder", FEATURE),
            Map.entry("AdHocManager", FEATURE),
            Map.entry("AdHocCommand", FEATURE),
            Map.entry("SettingsAdHocCommand", FEATURE),
            Map.entry("OpenSSLServerContext", List.of(BASE + "xmpp.server", BASE + "tls")));

    private LoggerNames() {}

    /** Ours for that name, perhaps none; empty if the name says nothing to us. */
    static Optional<List<String>> of(String name) {
        if (name.startsWith("org.libtransport") || name.startsWith("backend.")) {
            return Optional.of(List.of(name));
        }
        return Optional.ofNullable(NAMES.get(name));
    }
}
