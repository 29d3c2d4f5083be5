package org.libtransport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.frontend.LoginResult;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.jid.Jid;

/** Administrators chat with the transport's address, and use ad-hoc commands. */
class AdminDeskTest {

    private static final String ADMIN = "nurse@capulet.example";
    private static final String CLIENT = ADMIN + "/kitchen";
    private static final String COMMANDS = "http://jabber.org/protocol/commands";

    private final TransportFixture gateway = TransportFixture.gateway();
    private final TransportFixture server = TransportFixture.serverMode();

    @BeforeEach
    void administrators() {
        gateway.admins = new AdminAccess(List.of(Jid.parse(ADMIN)), "");
        server.admins = new AdminAccess(List.of(Jid.parse("nurse@net.example")), "lavender");
    }

    @Test
    void a_chat_message_is_a_command_and_the_answer_goes_to_the_client_that_asked() {
        gateway.receive("<message from='" + CLIENT + "' to='net.example' type='chat' id='a'>"
                + "<body>online_users_count</body><thread>t</thread></message>");

        gateway.expect("<message from='net.example' to='" + CLIENT + "' type='chat' id='a'>"
                + "<body>0</body><thread>t</thread></message>");
    }

    @Test
    void chat_states_without_a_body_are_no_command() {
        gateway.receive("<message from='" + CLIENT + "' to='net.example' type='chat'>"
                + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");

        gateway.expectNothing();
    }

    @Test
    void others_have_no_commands_of_administrators() {
        gateway.receive("<message from='romeo@montague.example/orchard' to='net.example' type='chat' id='a'>"
                + "<body>online_users</body></message>");

        assertThat(gateway.sent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.payloadText("body")).startsWith("I do not know this command."));
    }

    @Test
    void an_administrator_can_be_a_user_as_well() {
        gateway.stored(ADMIN, "angelica", "secret");
        gateway.receive("<presence from='" + CLIENT + "'/>");
        gateway.report(ADMIN, BackendEvents::connected);
        gateway.forget();

        gateway.receive(
                "<message from='" + CLIENT + "' to='net.example' type='chat'><body>online_users</body></message>");

        gateway.expect("<message from='net.example' to='" + CLIENT + "' type='chat'>"
                + "<body>nurse@capulet.example \"3rd-party network username:\" \"angelica\"</body></message>");
    }

    @Test
    void in_server_mode_administrators_log_in_with_their_own_password() {
        assertThat(result("lavender")).isEqualTo(new LoginResult.Accepted());
        assertThat(result("secret")).isEqualTo(new LoginResult.Refused(false, "The password is wrong."));
        server.expectFrames();
    }

    @Test
    void without_a_password_in_the_config_no_administrator_can_log_in() {
        server.admins = new AdminAccess(List.of(Jid.parse("nurse@net.example")), "");

        assertThat(result("")).isEqualTo(new LoginResult.Refused(false, "The password is wrong."));
    }

    private LoginResult result(String password) {
        CompletionStage<LoginResult> result = server.login("nurse@net.example", password);
        return result.toCompletableFuture().join();
    }

    @Test
    void in_server_mode_the_transport_is_the_only_contact_of_an_administrator() {
        server.receive("<presence from='nurse@net.example/kitchen'/>");

        server.expect(
                "<iq from='nurse@net.example' to='nurse@net.example/kitchen' type='set' id='libtransport-admin'>"
                        + "<query xmlns='jabber:iq:roster'>"
                        + "<item jid='net.example' name='Admin' subscription='both'/></query></iq>",
                "<presence from='net.example' to='nurse@net.example/kitchen'/>");
        assertThat(server.frontend.endedSessions()).isEmpty();
    }

    @Test
    void in_server_mode_the_roster_of_an_administrator_has_the_transport_whenever_it_is_asked_for() {
        server.receive("<iq from='nurse@net.example/kitchen' type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");

        assertThat(server.sent().get(0).toElement().toString())
                .contains("type='result'", "id='r'", "jid='net.example'", "subscription='both'");
    }

    @Test
    void a_command_without_arguments_is_run_at_once() {
        gateway.receive(command("online_users_count", ""));

        assertThat(gateway.sent().get(0).toElement().toString())
                .contains("status='completed'", "<note type='info'>0</note>");
    }

    @Test
    void a_command_with_arguments_asks_for_them_first() {
        gateway.receive(command("has_online_user", ""));

        assertThat(gateway.sent().get(0).toElement().toString())
                .contains("status='executing'", "type='form'", "var='username'");
    }

    @Test
    void only_administrators_run_and_see_commands() {
        gateway.receive(command("online_users", "").replace(CLIENT, TransportFixture.ORCHARD));
        assertThat(gateway.sent().get(0).toElement().toString()).contains("<forbidden");
        gateway.forget();

        gateway.receive(items(TransportFixture.ORCHARD));
        assertThat(gateway.sent().get(0).toElement().toString())
                .contains("node='settings'")
                .doesNotContain("node='online_users'");
        gateway.forget();

        gateway.receive(items(CLIENT));
        assertThat(gateway.sent().get(0).toElement().toString())
                .contains("node='online_users'", "node='http://jabber.org/protocol/admin#announce'");
    }

    @Test
    void an_announcement_reaches_everybody_who_is_logged_in() {
        gateway.stored(TransportFixture.ROMEO, "romeo", "secret");
        gateway.receive("<presence from='" + TransportFixture.ORCHARD + "'/>");
        gateway.forget();

        gateway.receive(command(
                "http://jabber.org/protocol/admin#announce",
                "<x xmlns='jabber:x:data' type='submit'><field var='announcement'>"
                        + "<value>We are back</value><value>in five minutes.</value></field></x>"));

        gateway.expectTo(
                TransportFixture.ROMEO,
                "<message from='net.example' to='" + TransportFixture.ROMEO + "' type='chat'>"
                        + "<body>We are back\nin five minutes.</body></message>");
    }

    @Test
    void a_kicked_user_is_told_why_and_logged_out() {
        gateway.stored(TransportFixture.ROMEO, "romeo", "secret");
        gateway.receive("<presence from='" + TransportFixture.ORCHARD + "'/>");
        gateway.forget();

        assertThat(gateway.admin.query("kick " + TransportFixture.ROMEO + " Too loud"))
                .isNotNull();
        gateway.run();

        assertThat(gateway.sent().stream().map(stanza -> stanza.toElement().toString()))
                .anySatisfy(xml -> assertThat(xml).contains("Too loud"))
                .anySatisfy(xml -> assertThat(xml).contains("type='unavailable'"));
    }

    private static String command(String node, String form) {
        return "<iq from='" + CLIENT + "' to='net.example' type='set' id='c'><command xmlns='" + COMMANDS + "' node='"
                + node + "'>" + form + "</command></iq>";
    }

    private static String items(String from) {
        return "<iq from='" + from + "' to='net.example' type='get' id='i'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/></iq>";
    }
}
