package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smackx.commands.packet.AdHocCommandData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.launcher.manager.QueryClient;
import picocli.CommandLine;

/** An administrator behind a real server: by chat, by ad-hoc commands, and by programs of the same machine. */
@Timeout(60)
class AdminIT {

    private static final String TRANSPORT = GatewayScene.TRANSPORT;
    private static final String ADMIN = "http://jabber.org/protocol/admin#";

    private static GatewayScene scene;

    private SmackClient romeo;
    private SmackClient juliet;

    @BeforeAll
    static void open() {
        scene = GatewayScene.openWithOptions(
                "org.libtransport.examples.echo.EchoBackend",
                "service.admin_jid = romeo@localhost",
                "service.users_per_backend = 100");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @AfterEach
    void leave() {
        for (SmackClient client : new SmackClient[] {romeo, juliet}) {
            if (client != null) {
                client.close();
            }
        }
    }

    private static String ask(String command) throws Exception {
        return QueryClient.ask(scene.transport().config(), command, Duration.ofSeconds(10));
    }

    @Test
    void chats_with_the_transport() throws Exception {
        romeo = scene.login("romeo", "phone");

        romeo.say(TRANSPORT, "status");
        romeo.awaitMessage(
                "status",
                message -> message.getBody().startsWith("Running (")
                        && message.getFrom().toString().equals(TRANSPORT));
        romeo.say(TRANSPORT, "nonsense");
        romeo.awaitMessage(TRANSPORT, "Error: Unknown variable or command");
        romeo.say(TRANSPORT, "help");
        romeo.awaitMessage("help", message -> message.getBody().contains("   VAR   status - "));
    }

    @Test
    void registers_sees_kicks_and_unregisters_a_user() throws Exception {
        juliet = scene.login("juliet", "balcony");
        assertThat(ask("register juliet@localhost Giulia " + GatewayScene.NETWORK_PASSWORD))
                .isEqualTo("User registered");
        juliet.awaitOnline(TRANSPORT);
        scene.transport().await("juliet", () -> has("juliet@localhost"));

        assertThat(ask("online_users")).isEqualTo("juliet@localhost \"3rd-party network username:\" \"Giulia\"");
        assertThat(ask("online_users_count")).isEqualTo("1");
        assertThat(ask("register juliet@localhost Giulia x")).isEqualTo("Error: User is already registered");
        assertThat(ask("announce Good evening")).isEqualTo("Sent to 1 users.");
        juliet.awaitMessage(TRANSPORT, "Good evening");

        assertThat(ask("kick juliet@localhost Too late")).isEqualTo("User 'juliet@localhost' is logged out.");
        juliet.awaitMessage(TRANSPORT, "Too late");
        juliet.awaitOffline(TRANSPORT);

        assertThat(ask("unregister juliet@localhost")).isEqualTo("User 'juliet@localhost' unregistered.");
        assertThat(ask("unregister juliet@localhost"))
                .isEqualTo("Error: This command can be executed only in user context.");
        scene.transport().awaitStored("select count(*) from users where jid = 'juliet@localhost'", 0);
    }

    private static boolean has(String jid) {
        try {
            return ask("has_online_user " + jid).equals("1");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sees_and_runs_ad_hoc_commands() throws Exception {
        romeo = scene.login("romeo", "phone");
        juliet = scene.login("juliet", "balcony");

        assertThat(romeo.commands(TRANSPORT)).contains("online_users", "drain", ADMIN + "announce");
        assertThat(romeo.discover(TRANSPORT).containsFeature("http://jabber.org/protocol/commands"))
                .isTrue();
        AdHocCommandData answer = romeo.command(TRANSPORT, "has_online_user", Map.of("username", "nobody@localhost"));
        assertThat(answer.getNotes().get(0).getValue()).isEqualTo("0");
        answer = romeo.command(TRANSPORT, ADMIN + "get-online-users-num", Map.of());
        assertThat(answer.getForm().getField("onlineusersnum").getFirstValue()).matches("[0-9]+");
        romeo.command(TRANSPORT, ADMIN + "set-motd", Map.of("motd", "Tonight: a ball"));
        assertThat(ask("motd")).isEqualTo("Tonight: a ball");
        romeo.command(TRANSPORT, ADMIN + "delete-motd", Map.of());
        assertThat(ask("motd")).isEmpty();

        assertThat(juliet.commands(TRANSPORT)).containsExactlyInAnyOrder("settings", "reconnect");
        assertThatThrownBy(() -> juliet.command(TRANSPORT, "online_users", Map.of()))
                .isInstanceOf(XMPPErrorException.class);
    }

    @Test
    void tells_the_news_to_everybody_who_logs_in() throws Exception {
        assertThat(ask("set motd The plague is over")).isEqualTo("The message of the day is set.");
        juliet = scene.loginAndRegister("juliet", "balcony");

        juliet.awaitMessage(TRANSPORT, "The plague is over");
        juliet.unregister(TRANSPORT);
        ask("set motd \"\"");
    }

    @Test
    void drains_a_backend_without_a_word_to_its_users() throws Exception {
        juliet = scene.loginAndRegister("juliet", "balcony");
        String before = ask("backends").split(":")[0];
        juliet.forget();

        assertThat(ask("drain " + before)).isEqualTo("Backend '" + before + "' is drained of 1 users.");
        scene.transport()
                .await(
                        "another backend",
                        () -> !backends().contains(before) && backends().contains(": 1 users"));

        juliet.say(GatewayScene.ECHO, "anybody there?");
        juliet.awaitMessage(GatewayScene.ECHO, "anybody there?");
        assertThat(ask("crashed_backends_count")).isEqualTo("0");
        assertThat(ask("drain 1")).isEqualTo("Error: There is no backend '1'.");
        juliet.unregister(TRANSPORT);
    }

    private static String backends() {
        try {
            return ask("backends");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void answers_everything_that_monitoring_asks_with_numbers() throws Exception {
        for (String variable : List.of(
                "uptime",
                "backends_count",
                "crashed_backends_count",
                "online_users_count",
                "messages_from_xmpp",
                "messages_to_xmpp",
                "res_memory",
                "shr_memory",
                "used_memory",
                "average_memory_per_user")) {
            assertThat(ask(variable)).as(variable).matches("[0-9]+");
        }
        assertThat(Long.parseLong(ask("res_memory"))).isGreaterThan(10_000);
        assertThat(ask("connection")).startsWith("connected since ");
        assertThat(ask("variables").lines()).anyMatch(line -> line.startsWith("uptime - "));
        assertThat(ask("args register").lines()).hasSize(3).last().asString().endsWith("Type: \"password\"");
    }

    @Test
    void changes_levels_of_the_log_and_tells_the_last_errors() throws Exception {
        assertThat(ask("log_level NetworkPluginServer DEBUG")).isEqualTo("org.libtransport.backend: debug");
        assertThat(ask("log_levels")).contains("org.libtransport.backend: debug");
        assertThat(ask("log_level org.libtransport.backend default")).isEqualTo("org.libtransport.backend: default");
        assertThat(ask("log_levels")).doesNotContain("org.libtransport.backend: debug");
        assertThat(ask("log_level some.other debug")).startsWith("Error: ");
        assertThat(ask("last_errors")).doesNotContain(GatewayScene.NETWORK_PASSWORD);
    }

    @Test
    void a_check_sees_that_it_runs_without_a_pid_file_as_well() {
        StringWriter out = new StringWriter();

        int code = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .execute(
                        "check",
                        "--service.pidfile=" + scene.transport().resolve("none.pid"),
                        scene.transport().config().toString());

        assertThat(out.toString()).contains("OK   transport: runs now").doesNotContain("FAIL");
        assertThat(code).isZero();
    }

    @Test
    void reads_the_config_again() throws Exception {
        Path config = scene.transport().config();
        String before = Files.readString(config);
        romeo = scene.login("romeo", "phone");
        try {
            assertThat(ask("reload")).isEqualTo("Config reloaded");
            Files.writeString(config, before + "identity.name = Verona\nservice.backend_port = 1\n");
            assertThat(ask("reload"))
                    .isEqualTo("Config reloaded\nChanged: identity.name\nNeeds a restart: service.backend_port");
            assertThat(romeo.discover(TRANSPORT).getIdentities().get(0).getName())
                    .isEqualTo("Verona");
            Files.writeString(config, before + "service.vip_only = maybe\n");
            assertThat(ask("reload"))
                    .startsWith("Error: Error during config reload\n")
                    .contains("service.vip_only = \"maybe\"");
        } finally {
            Files.writeString(config, before);
            ask("reload");
        }
    }
}
