package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Iq;

/** Users change their settings by ad-hoc commands (XEP-0050), also while they are logged in. */
class UserCommandsTest {

    private final TransportFixture transport = TransportFixture.gateway();

    private String run(String node, String form) {
        transport.receive("<iq from='" + ORCHARD + "' to='net.example' type='set' id='c'>"
                + "<command xmlns='http://jabber.org/protocol/commands' node='" + node + "'>" + form
                + "</command></iq>");
        return transport.sent().stream()
                .filter(Iq.class::isInstance)
                .findAny()
                .orElseThrow()
                .toElement()
                .toString();
    }

    private static String submit(String setting, String value) {
        return "<x xmlns='jabber:x:data' type='submit'><field var='" + setting + "'><value>" + value
                + "</value></field></x>";
    }

    private void logIn() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.receive("<presence from='" + ORCHARD + "'/>");
        transport.report(ROMEO, BackendEvents::connected);
        transport.forget();
    }

    @Test
    void the_form_shows_what_holds_chosen_or_not() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedSetting(ROMEO, Setting.SEND_HEADLINES, "1");

        assertThat(run("settings", ""))
                .contains("status='executing'")
                .containsPattern("var='enable_transport'[^>]*><value>1<")
                .containsPattern("var='send_headlines'[^>]*><value>1<")
                .containsPattern("var='stay_connected'[^>]*><value>0<");
    }

    @Test
    void a_changed_setting_is_stored_and_holds_at_once() {
        logIn();

        assertThat(run("settings", submit("stay_connected", "true"))).contains("status='completed'", ">Saved.<");

        assertThat(transport.record(ROMEO).settings()).containsEntry("stay_connected", "1");
        transport.receive("<presence from='" + ORCHARD + "' type='unavailable'/>");
        transport.expectFrames();
    }

    @Test
    void what_was_not_changed_is_not_stored_so_that_the_rules_of_the_administrator_go_on_to_hold() {
        logIn();

        assertThat(run("settings", submit("stay_connected", "0"))).contains(">Nothing was changed.<");

        assertThat(transport.record(ROMEO).settings()).doesNotContainKey("stay_connected");
    }

    @Test
    void who_switches_the_transport_off_stays_for_now_and_is_not_logged_in_again() {
        logIn();
        run("settings", submit("enable_transport", "0"));
        transport.expectFrames();

        transport.receive("<presence from='" + ORCHARD + "' type='unavailable'/>");
        transport.expectFrames(TYPE_LOGOUT);
        transport.receive("<presence from='" + ORCHARD + "'/>");
        transport.expectFrames();
    }

    @Test
    void reconnect_logs_out_and_asks_for_the_presence_that_logs_in() {
        logIn();

        run("reconnect", "");
        transport.expectFrames(TYPE_LOGOUT);
        transport.receive("<presence from='" + ORCHARD + "'/>");

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void who_is_not_registered_is_told_so() {
        assertThat(run("settings", "")).contains("type='error'", "You are not registered");
    }
}
