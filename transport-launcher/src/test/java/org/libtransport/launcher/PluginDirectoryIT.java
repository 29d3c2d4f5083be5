package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.Ports;

/** A transport whose backend is a class from a jar in its directory of plugins. */
@Timeout(60)
class PluginDirectoryIT {

    private static final String DOMAIN = "net.localhost";
    private static final String FRIEND = "friend@" + DOMAIN;

    private static final String PLUGIN_SOURCE = """
            package net.example;
            import com.google.common.base.Strings;
            import org.libtransport.plugin.*;
            public final class JarPlugin implements NetworkPlugin {
                public PluginDescription describe() { return PluginDescription.builder("jar", NetworkSession.class).build(); }
                public NetworkSession open(Login login, SessionEvents events) {
                    events.connected();
                    events.contactChanged(Contact.builder("friend").availability(Availability.ONLINE).build());
                    return new NetworkSession() {
                        public void sendMessage(OutgoingMessage message) {
                            events.message(IncomingMessage.builder(
                                    message.to(), Strings.ofThePlugin() + " " + message.body()).build());
                        }
                        public void logout() {}
                    };
                }
            }
            """;

    /** A library that the transport has too, in a version of its own. */
    private static final String LIBRARY_SOURCE = """
            package com.google.common.base;
            public final class Strings {
                public static String ofThePlugin() { return "from the jar:"; }
            }
            """;

    private final int port = Ports.free();
    private TransportProcess transport;

    @BeforeEach
    void prepare() {
        transport = TransportProcess.withCommand(
                "java:net.example.JarPlugin",
                "service.jid = " + DOMAIN,
                "service.server_mode = 1",
                "service.server = 127.0.0.1",
                "service.port = " + port,
                "service.plugins_dir = DIRECTORY/plugins");
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_user_talks_through_it_and_it_needs_no_process() throws Exception {
        Path classes = Files.createDirectory(transport.resolve("classes"));
        Path plugins = Files.createDirectories(transport.resolve("plugins/jar"));
        JarMaker.compile(
                Map.of("com/google/common/base/Strings", LIBRARY_SOURCE, "net/example/JarPlugin", PLUGIN_SOURCE),
                classes);
        JarMaker.jar(
                plugins.resolve("plugin.jar"), classes, "net/example/JarPlugin.class", "net/example/JarPlugin$1.class");
        JarMaker.jar(plugins.resolve("library.jar"), classes, "com/google/common/base/Strings.class");

        transport.launch().await("port open", () -> Ports.isOpen(port));
        SmackClient romeo = SmackClient.withoutTls(port, "romeo@" + DOMAIN, "sesame", "phone");
        try {
            romeo.login();
            romeo.awaitOnline(FRIEND);
            romeo.say(FRIEND, "ping");
            romeo.awaitMessage(FRIEND, "from the jar: ping");
            assertThat(transport.backends()).isEmpty();
        } finally {
            romeo.close();
        }
        assertThat(transport.stop()).isZero();
    }

    @Test
    void a_class_that_no_jar_has_stops_the_start_with_a_sentence() throws Exception {
        Files.createDirectory(transport.resolve("plugins"));

        assertThat(transport.launch().awaitExit()).isNotZero();
        assertThat(transport.log()).contains("net.example.JarPlugin", "plugins").doesNotContain("\tat ");
    }
}
