package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;

/** People talk with the transport itself. */
class UserDeskTest {

    private final TransportFixture transport = TransportFixture.gateway();

    @Test
    void help_names_every_command() {
        assertThat(say("help")).contains("status", "register", "unregister", "reconnect", "settings");
    }

    @Test
    void answers_are_in_the_language_of_the_question() {
        assertThat(tell("<body>STATUS</body>", " xml:lang='de'"))
                .isEqualTo("Du bist bei diesem Transport nicht registriert.");
    }

    @Test
    void what_is_not_understood_is_said_once_so_that_two_programs_do_not_talk_for_ever() {
        assertThat(say("hello")).contains("help");

        transport.receive("<message from='" + ORCHARD + "' to='net.example' type='chat'><body>hello</body></message>");
        transport.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message from='romeo@montague.example/orchard' to='net.example' type='error'><body>help</body></message>",
                "<message from='romeo@montague.example/orchard' to='net.example' type='chat'>"
                        + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>",
                "<message from='romeo@montague.example/orchard' to='net.example' type='headline'><body>help</body></message>"
            })
    void only_what_is_said_is_answered(String stanza) {
        transport.receive(stanza);

        assertThat(transport.sent()).noneMatch(sent -> ((Message) sent).body() != null && !sent.isError());
    }

    @Test
    void registering_by_chat_stores_the_user_and_warns_of_the_password_in_the_history() {
        assertThat(say("register romeo1 sesame")).contains("history");

        assertThat(transport.record(ROMEO).user().uin()).isEqualTo("romeo1");
        assertThat(transport.record(ROMEO).user().password()).isEqualTo("sesame");
        assertThat(say("status")).isEqualTo("You are registered as romeo1, but not logged in to the network.");
    }

    @Test
    void a_registration_that_cannot_be_is_refused_with_the_reason() {
        assertThat(say("register")).isEqualTo("A user name is needed.");
        assertThat(say("register romeo1")).isEqualTo("A password is needed.");
        assertThat(say("register " + ROMEO + " sesame")).contains("not your XMPP address");
        assertThat(transport.isStored(ROMEO)).isFalse();
    }

    @Test
    void unregistering_by_chat_asks_first() {
        transport.withRomeoOnline();

        assertThat(say("unregister")).contains("unregister yes");
        assertThat(transport.isStored(ROMEO)).isTrue();

        assertThat(say("unregister yes")).isEqualTo("You are not registered any more.");
        assertThat(transport.isStored(ROMEO)).isFalse();
    }

    @Test
    void settings_are_listed_and_changed() {
        transport.withRomeoOnline();

        assertThat(say("settings")).contains("enable_transport on", "stay_connected off");
        assertThat(say("settings stay_connected on")).isEqualTo("Saved.");
        assertThat(transport.record(ROMEO).settings()).containsEntry(Setting.STAY_CONNECTED.key(), "1");
        assertThat(say("settings stay_connected maybe")).contains("on or off");
        assertThat(say("settings nonsense on")).contains("enable_transport");
    }

    @Test
    void status_of_somebody_online_tells_the_name() {
        transport.withRomeoOnline();

        assertThat(say("status")).isEqualTo("You are registered as romeo1 and logged in to the network.");
    }

    @Test
    void who_may_not_register_is_told() {
        TransportFixture closed = TransportFixture.gateway(
                rules -> rules.toBuilder().publicRegistration(false).build());
        closed.receive("<message from='" + ORCHARD + "' to='net.example' type='chat'>"
                + "<body>register romeo1 sesame</body></message>");

        assertThat(closed.sent())
                .singleElement()
                .satisfies(sent -> assertThat(((Message) sent).body()).contains("not open to users of your server"));
    }

    private String say(String words) {
        return tell("<body>" + words + "</body>", "");
    }

    private String tell(String content, String attributes) {
        transport.forget();
        transport.receive("<message from='" + ORCHARD + "' to='net.example' type='chat'" + attributes + ">" + content
                + "</message>");
        Stanza answer = transport.sent().stream()
                .filter(sent -> !(sent instanceof Presence))
                .findFirst()
                .orElseThrow();
        assertThat(answer.from()).hasToString("net.example");
        assertThat(answer.to()).hasToString(ORCHARD);
        return String.valueOf(((Message) answer).body());
    }
}
