package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.testkit.EjabberdServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;
import org.libtransport.testkit.Tools;

/** docs/prosody.md and docs/ejabberd.md: who copies their blocks has a transport that users can talk through. */
@Timeout(90)
class ServerPagesIT {

    private static final String ECHO = "echo@net.localhost";

    @TempDir
    private Path dir;

    private final int port = Ports.free();

    @Test
    void the_page_about_prosody_leads_to_a_transport_with_all_privileges() throws Exception {
        Tools.requireFile(Path.of("/usr/lib/prosody/modules/mod_privilege"), "prosody-modules");
        String page = page("prosody.md");
        String config = String.join("\n", blocks(page, "lua"));
        try (ProsodyServer server = ProsodyServer.forDomain("localhost")
                        .account("romeo", "sesame")
                        .lines(config)
                        .start();
                TransportProcess transport = transport(page)) {
            talk(server.clientPort(), transport);
            assertThat(transport.log()).contains("localhost allows the transport to manage rosters");
        }
    }

    @Test
    void the_page_about_ejabberd_leads_to_a_transport() throws Exception {
        String page = page("ejabberd.md");
        List<String> blocks = blocks(page, "yaml");
        String modules = blocks.get(0).replaceFirst("modules:\n", "");
        try (EjabberdServer server =
                        EjabberdServer.start("localhost", Map.of("romeo", "sesame"), modules + blocks.get(1));
                TransportProcess transport = transport(page)) {
            talk(server.clientPort(), transport);
            assertThat(transport.log()).contains("localhost allows the transport to manage rosters");
        }
    }

    private String page(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name))
                .replace("example.org", "localhost")
                .replace("5347", Integer.toString(port))
                .replace("/var/lib/spectrum2", dir.toString());
    }

    private static List<String> blocks(String page, String language) {
        List<String> blocks = new ArrayList<>();
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        while (block.find()) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).as("blocks of " + language).isNotEmpty();
        return blocks;
    }

    private static TransportProcess transport(String page) {
        List<String> options = new ArrayList<>();
        String section = "";
        for (String line : blocks(page, "ini").get(0).split("\n")) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
            } else if (!line.isBlank()) {
                options.add(section + "." + line);
            }
        }
        return TransportProcess.withOptions(options.toArray(String[]::new));
    }

    private static void talk(int clientPort, TransportProcess transport) throws Exception {
        transport.launch().awaitLog("net.localhost is ready for users");
        try (SmackClient romeo = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "phone")) {
            romeo.login();
            romeo.register("net.localhost", "romeo", "network-password");
            romeo.awaitOnline(ECHO);
            romeo.say(ECHO, "Hello");
            romeo.awaitMessage(ECHO, "Hello");
        }
    }
}
