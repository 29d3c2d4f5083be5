package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** In-band registration (XEP-0077, XEP-0100 section 4.1): the form, registering, changing, unregistering. */
class RegistrationTest {

    private static final String FORM = "jabber:x:data";
    private static final String REGISTER = "jabber:iq:register";
    private static final String SUBSCRIBE =
            "<presence from='net.example' to='romeo@montague.example' type='subscribe'/>";
    private static final String RESULT =
            "<iq from='net.example' to='romeo@montague.example/orchard' type='result' id='reg'/>";

    private final TransportFixture transport = TransportFixture.gateway();

    @Test
    void the_form_of_somebody_new_asks_for_name_and_password() {
        Element query = form(transport);

        assertThat(query.child("registered", REGISTER)).isNull();
        assertThat(query.childText("username")).isEmpty();
        assertThat(query.childText("password")).isEmpty();
        assertThat(query.childText("instructions")).isNotEmpty();
        Element form = query.child("x", FORM);
        assertThat(form.attribute("type")).isEqualTo("form");
        assertThat(form.childText("title")).isEqualTo("Registration");
        assertThat(fields(form)).containsExactly("FORM_TYPE", "username", "password", "language");
        assertThat(field(form, "FORM_TYPE").childText("value")).isEqualTo(REGISTER);
        assertThat(field(form, "username").attribute("type")).isEqualTo("text-single");
        assertThat(field(form, "username").child("required", FORM)).isNotNull();
        assertThat(field(form, "password").attribute("type")).isEqualTo("text-private");
        assertThat(field(form, "language").attribute("type")).isEqualTo("list-single");
    }

    @Test
    void the_form_of_somebody_registered_shows_the_name_offers_to_unregister_and_never_shows_the_password() {
        transport.stored(ROMEO, "romeo1", "s3cret");

        Element query = form(transport);

        assertThat(query.child("registered", REGISTER)).isNotNull();
        assertThat(query.childText("username")).isEqualTo("romeo1");
        Element form = query.child("x", FORM);
        assertThat(fields(form)).containsExactly("FORM_TYPE", "username", "password", "language", "unregister");
        assertThat(field(form, "username").childText("value")).isEqualTo("romeo1");
        assertThat(field(form, "unregister").childText("value")).isEqualTo("0");
        assertThat(query.toString()).doesNotContain("s3cret");
    }

    @Test
    void a_network_without_passwords_is_not_asked_for_one() {
        transport.announce(passwordless());

        Element query = form(transport);

        assertThat(query.child("password", REGISTER)).isNull();
        assertThat(fields(query.child("x", FORM))).containsExactly("FORM_TYPE", "username", "language");
    }

    @Test
    void registering_stores_asks_for_a_subscription_and_is_confirmed() {
        set(transport, "<username>romeo1</username><password>secret</password>");

        transport.expect(SUBSCRIBE, RESULT);
        var user = transport.record(ROMEO).user();
        assertThat(user.uin()).isEqualTo("romeo1");
        assertThat(user.password()).isEqualTo("secret");
        assertThat(user.language()).isEqualTo("en");
        transport.expectFrames();

        transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void fields_of_a_data_form_win_over_those_of_old_where_they_hold_something() {
        set(
                transport,
                "<username>old</username><password>secret</password>"
                        + "<x xmlns='jabber:x:data' type='submit'><field var='username'><value>romeo1</value></field>"
                        + "<field var='password'><value/></field><field var='language'><value>it</value></field></x>");

        var user = transport.record(ROMEO).user();
        assertThat(user.uin()).isEqualTo("romeo1");
        assertThat(user.password()).isEqualTo("secret");
        assertThat(user.language()).isEqualTo("it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<password>secret</password>",
                "<username/><password>secret</password>",
                "<username> </username><password>secret</password>",
                "<username>romeo1</username>",
                "<username>romeo1</username><password/>",
                "<username>romeo@montague.example</username><password>secret</password>",
                "<username>Romeo@Montague.example/balcony</username><password>secret</password>"
            })
    void what_cannot_be_a_log_in_is_not_acceptable(String content) {
        set(transport, content);

        expectError(transport, "modify", "not-acceptable");
        assertThat(transport.isStored(ROMEO)).isFalse();
    }

    @Test
    void a_network_without_passwords_is_registered_with_by_name_alone() {
        transport.announce(passwordless());
        set(transport, "<username>romeo1</username>");

        transport.expect(SUBSCRIBE, RESULT);
    }

    @Test
    void without_passwords_a_name_belongs_to_who_registered_it_first() {
        transport.announce(passwordless());
        transport.stored("tybalt@capulet.example", "romeo1", "");

        set(transport, "<username>romeo1</username>");

        expectError(transport, "modify", "not-acceptable");
        assertThat(transport.isStored(ROMEO)).isFalse();
    }

    @Test
    void without_passwords_the_own_name_can_be_registered_again() {
        transport.announce(passwordless());
        transport.stored(ROMEO, "romeo1", "");

        set(transport, "<username>romeo1</username>");

        assertThat(transport.sent()).noneMatch(stanza -> stanza.isError());
    }

    @Test
    void with_passwords_two_may_have_the_same_name() {
        transport.stored("tybalt@capulet.example", "romeo1", "x");

        set(transport, "<username>romeo1</username><password>secret</password>");

        transport.expect(SUBSCRIBE, RESULT);
    }

    @Test
    void the_mask_makes_the_name_and_the_rule_is_for_what_it_made() {
        TransportFixture masked = TransportFixture.gateway(policy -> policy.toBuilder()
                .usernameMask("$username@irc.example")
                .allowedUsernames(Pattern.compile("[a-z]+@irc\\.example"))
                .build());

        set(masked, "<username>romeo</username><password>secret</password>");
        assertThat(masked.record(ROMEO).user().uin()).isEqualTo("romeo@irc.example");
    }

    @Test
    void a_name_must_match_the_rule_as_a_whole() {
        TransportFixture strict = TransportFixture.gateway(policy ->
                policy.toBuilder().allowedUsernames(Pattern.compile("[a-z]+")).build());

        set(strict, "<username>romeo1</username><password>secret</password>");

        expectError(strict, "modify", "not-acceptable");
    }

    @Test
    void only_users_of_allowed_servers_may_register_where_not_anybody_may() {
        TransportFixture closed = TransportFixture.gateway(policy -> policy.toBuilder()
                .publicRegistration(false)
                .allowedServers(List.of("Capulet.example"))
                .build());

        set(closed, "<username>romeo1</username><password>secret</password>");
        expectError(closed, "cancel", "not-allowed");

        closed.receive("<iq from='juliet@capulet.example/b' to='net.example' type='set' id='reg'>"
                + "<query xmlns='jabber:iq:register'><username>j</username><password>p</password></query></iq>");
        assertThat(closed.isStored("juliet@capulet.example")).isTrue();
    }

    @Test
    void who_is_not_allowed_any_more_may_still_unregister() {
        TransportFixture closed = TransportFixture.gateway(policy -> policy.toBuilder()
                .publicRegistration(false)
                .allowedServers(List.of("capulet.example"))
                .build());
        closed.stored(ROMEO, "romeo1", "secret");

        set(closed, "<remove/>");

        assertThat(closed.isStored(ROMEO)).isFalse();
    }

    @Test
    void a_new_password_ends_the_session_and_begins_one_with_it() {
        transport.withRomeoOnline();

        set(transport, "<username>romeo1</username><password>new</password>");

        transport.expectFrames(TYPE_LOGOUT);
        transport.expectTo(
                ROMEO,
                "<presence from='net.example' to='romeo@montague.example' type='unavailable'/>",
                "<presence from='net.example' to='romeo@montague.example' type='probe'/>");
        transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        assertThat(transport
                        .expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED)
                        .get(0)
                        .payloadAs(Wire.Login.class)
                        .getPassword())
                .isEqualTo("new");
    }

    @Test
    void unregistering_logs_out_forgets_and_takes_contacts_and_transport_out_of_the_roster() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedContacts(ROMEO, new BuddyRecord("juliet", true, "", List.of(), 0, ""));
        transport.withRomeoOnline();

        set(transport, "<remove/>");

        transport.expectFrames(TYPE_LOGOUT);
        transport.expect(
                "<presence from='net.example' to='romeo@montague.example' type='unavailable'/>",
                "<presence from='juliet@net.example' to='romeo@montague.example' type='unsubscribe'/>",
                "<presence from='juliet@net.example' to='romeo@montague.example' type='unsubscribed'/>",
                "<presence from='net.example' to='romeo@montague.example' type='unsubscribe'/>",
                "<presence from='net.example' to='romeo@montague.example' type='unsubscribed'/>",
                RESULT);
        assertThat(transport.isStored(ROMEO)).isFalse();
        transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        transport.expectFrames();
    }

    @Test
    void unregistering_works_without_being_logged_in() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedContacts(ROMEO, new BuddyRecord("juliet@irc", true, "", List.of(), 0, ""));

        set(transport, "<remove/>");

        transport.expect(
                "<presence from='juliet%irc@net.example' to='romeo@montague.example' type='unsubscribe'/>",
                "<presence from='juliet%irc@net.example' to='romeo@montague.example' type='unsubscribed'/>",
                "<presence from='net.example' to='romeo@montague.example' type='unsubscribe'/>",
                "<presence from='net.example' to='romeo@montague.example' type='unsubscribed'/>",
                RESULT);
    }

    @Test
    void unregistering_by_the_form_is_the_same() {
        transport.stored(ROMEO, "romeo1", "secret");

        set(transport, "<x xmlns='jabber:x:data' type='submit'><field var='unregister'><value>1</value></field></x>");

        assertThat(transport.isStored(ROMEO)).isFalse();
    }

    @Test
    void unregistering_somebody_who_is_not_registered_is_no_error() {
        set(transport, "<remove/>");

        transport.expect(RESULT);
    }

    @Test
    void a_presence_that_comes_in_between_does_not_bring_an_unregistered_user_back() {
        transport.withRomeoOnline();
        transport.holdDatabase(true);
        set(transport, "<remove/>");
        transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        transport.holdDatabase(false);
        transport.pass(java.time.Duration.ofSeconds(1));

        assertThat(transport.isStored(ROMEO)).isFalse();
        assertThat(transport.backends.seatedUsers()).isEmpty();
    }

    @Test
    void those_whom_the_administrator_names_are_told_of_registrations_and_their_end() {
        TransportFixture told = TransportFixture.gateway(policy -> policy.toBuilder()
                .notified(List.of(Jid.parse("prince@verona.example")))
                .build());
        set(told, "<username>romeo1</username><password>secret</password>");
        told.expectTo(
                "prince@verona.example",
                "<message from='net.example' to='prince@verona.example' type='chat'>"
                        + "<body>registered: romeo@montague.example</body></message>");

        set(told, "<remove/>");
        told.expectTo(
                "prince@verona.example",
                "<message from='net.example' to='prince@verona.example' type='chat'>"
                        + "<body>unregistered: romeo@montague.example</body></message>");
    }

    @Test
    void a_database_that_fails_is_an_error_and_not_silence() {
        transport.database.fail(true);
        set(transport, "<username>romeo1</username><password>secret</password>");

        assertThat(transport.sent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.isError()).isTrue());
    }

    @Test
    void contacts_take_no_registrations() {
        transport.receive("<iq from='" + ORCHARD + "' to='juliet@net.example' type='get' id='reg'>"
                + "<query xmlns='jabber:iq:register'/></iq>");

        expectError(transport, "cancel", "service-unavailable");
    }

    private static void set(TransportFixture transport, String content) {
        transport.receive("<iq from='" + ORCHARD + "' to='net.example' type='set' id='reg'>"
                + "<query xmlns='jabber:iq:register'>" + content + "</query></iq>");
    }

    private static Element form(TransportFixture transport) {
        transport.receive("<iq from='" + ORCHARD + "' to='net.example' type='get' id='reg'>"
                + "<query xmlns='jabber:iq:register'/></iq>");
        return transport.sent().get(0).payloads().get(0);
    }

    private static List<String> fields(Element form) {
        return form.children().stream()
                .filter(child -> child.name().equals("field"))
                .map(child -> child.attribute("var"))
                .toList();
    }

    private static Element field(Element form, String name) {
        return form.children().stream()
                .filter(child -> name.equals(child.attribute("var")))
                .findFirst()
                .orElseThrow();
    }

    private static void expectError(TransportFixture transport, String type, String condition) {
        assertThat(transport.sent()).singleElement().satisfies(answer -> {
            assertThat(answer.isError()).isTrue();
            Element error = answer.payload("error", Element.CONTENT_NAMESPACE);
            assertThat(error.attribute("type")).isEqualTo(type);
            assertThat(error.children().get(0).name()).isEqualTo(condition);
        });
    }

    private static BackendFeatures passwordless() {
        return new BackendFeatures(true, false, true, false, false, false, false, false);
    }
}
