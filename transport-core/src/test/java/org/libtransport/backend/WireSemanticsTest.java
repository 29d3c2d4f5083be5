package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Setting;

/**
 * What each field of the wire protocol means for one user and a contact, in both directions, and what it means when it is absent. Frames from
 * the network are read from their bytes. What one feature does with a field beyond that is in the tests of that feature.
 */
class WireSemanticsTest extends WireScene {

    @Nested
    class Login {

        private Wire.Login login() {
            transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
            return transport
                    .expectFrames(Type.TYPE_LOGIN, Type.TYPE_STATUS_CHANGED)
                    .get(0)
                    .payloadAs(Wire.Login.class);
        }

        @Test
        void names_the_bare_address_the_name_at_the_network_and_the_password() {
            transport.stored(ROMEO, "Romeo_M", "secret");
            Wire.Login login = login();

            assertThat(login.getUser()).isEqualTo(ROMEO);
            assertThat(login.getLegacyName()).isEqualTo("Romeo_M");
            assertThat(login.getPassword()).isEqualTo("secret");
            assertThat(login.getExtraFieldsList()).isEmpty();
        }

        @Test
        void settings_are_there_even_if_there_are_none() {
            transport.stored(ROMEO, "romeo1", "secret");

            assertThat(login().hasSettings()).isTrue();
        }

        @Test
        void settings_are_all_rows_whatever_they_are_for() {
            transport.stored(ROMEO, "romeo1", "secret");
            transport.storedSetting(ROMEO, Setting.SEND_HEADLINES, "1");
            transport.storedSetting(ROMEO, Setting.STAY_CONNECTED, "0");

            assertThat(login().getSettings().getValueMap())
                    .containsEntry(Setting.SEND_HEADLINES.key(), "1")
                    .containsEntry(Setting.STAY_CONNECTED.key(), "0");
        }

        @Test
        void is_followed_by_an_empty_roster_where_the_backend_wants_one_and_there_is_nobody() {
            transport.stored(ROMEO, "romeo1", "secret");
            announce(new BackendFeatures(true, true, true, false, false, false, false, true));
            transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");

            assertThat(transport
                            .expectFrames(Type.TYPE_LOGIN, Type.TYPE_BUDDIES, Type.TYPE_STATUS_CHANGED)
                            .get(1)
                            .payloadAs(Wire.Buddies.class)
                            .getBuddyList())
                    .isEmpty();
        }

        @Test
        void after_a_network_error_follows_a_logout_and_brings_the_roster_again() {
            stored();
            announce(new BackendFeatures(true, true, true, false, false, false, false, true));
            online();
            say(
                    Type.TYPE_DISCONNECTED,
                    Wire.Disconnected.newBuilder().setUser(ROMEO).setError(0).build());
            transport.pass(Duration.ofSeconds(2));

            Wire.Logout logout = transport
                    .expectFrames(Type.TYPE_LOGOUT, Type.TYPE_LOGIN, Type.TYPE_BUDDIES, Type.TYPE_STATUS_CHANGED)
                    .get(0)
                    .payloadAs(Wire.Logout.class);
            assertThat(logout.getUser()).isEqualTo(ROMEO);
            assertThat(logout.getLegacyName()).isEqualTo("romeo1");
        }
    }

    @Nested
    class StatusChanged {

        @ParameterizedTest
        @CsvSource({
            "'', STATUS_ONLINE",
            "<show>away</show>, STATUS_AWAY",
            "<show>chat</show>, STATUS_FFC",
            "<show>xa</show>, STATUS_XA",
            "<show>dnd</show>, STATUS_DND",
            "<invisible xmlns='urn:xmpp:invisible:0'/>, STATUS_INVISIBLE"
        })
        void has_the_show_of_the_user_and_a_text_that_may_be_empty(String show, StatusType status) {
            transport.stored(ROMEO, "romeo1", "secret");
            transport.receive("<presence from='" + ORCHARD + "' to='net.example'>" + show + "</presence>");

            Wire.Status told = transport.backends.sentBy(ROMEO).get(1).payloadAs(Wire.Status.class);
            assertThat(told.getUserName()).isEqualTo(ROMEO);
            assertThat(told.getStatus()).isEqualTo(status);
            assertThat(told.hasStatusMessage()).isTrue();
            assertThat(told.getStatusMessage()).isEmpty();
        }

        @Test
        void an_empty_text_takes_back_the_one_before() {
            online();
            transport.receive("<presence from='" + ORCHARD + "' to='net.example'><status>busy</status></presence>");
            assertThat(frame(Type.TYPE_STATUS_CHANGED, Wire.Status.class).getStatusMessage())
                    .isEqualTo("busy");
            transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
            assertThat(frame(Type.TYPE_STATUS_CHANGED, Wire.Status.class).getStatusMessage())
                    .isEmpty();
        }

        @Test
        void is_never_sent_for_unavailable() {
            online();
            transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");

            transport.expectFrames(Type.TYPE_LOGOUT);
        }
    }

    @Nested
    class BuddyChangedByTheNetwork {

        @Test
        void with_nothing_but_a_name_is_online_without_text_picture_alias_and_groups() {
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields);

            transport.expect("<presence from='" + CONTACT + "/bot' to='" + ROMEO + "'>"
                    + "<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps() + "</presence>");
            assertThat(contact()).isEqualTo(new BuddyRecord("juliet", false, "", List.of(), 2, ""));
        }

        @ParameterizedTest
        @CsvSource({
            "STATUS_AWAY, away",
            "STATUS_FFC, chat",
            "STATUS_XA, xa",
            "STATUS_DND, dnd",
        })
        void shows_the_status(StatusType status, String show) {
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields.setStatus(status).setStatusMessage("text"));

            assertThat(transport.sent()).singleElement().satisfies(presence -> {
                assertThat(presence.typeName()).isNull();
                assertThat(presence.payloadText("show")).isEqualTo(show);
                assertThat(presence.payloadText("status")).isEqualTo("text");
            });
        }

        @ParameterizedTest
        @EnumSource(names = {"STATUS_ONLINE", "STATUS_INVISIBLE"})
        void is_simply_there_where_xmpp_has_no_word_for_it(StatusType status) {
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields.setStatus(status));

            assertThat(transport.sent()).singleElement().satisfies(presence -> {
                assertThat(presence.typeName()).isNull();
                assertThat(presence.payloadText("show")).isNull();
            });
        }

        @Test
        void none_is_offline_with_its_last_words() {
            stored();
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields);
            transport.forget();
            sayBuddy(
                    Type.TYPE_BUDDY_CHANGED,
                    fields -> fields.setStatus(StatusType.STATUS_NONE).setStatusMessage("bye"));

            transport.expect("<presence from='" + CONTACT + "/bot' to='" + ROMEO
                    + "' type='unavailable'><status>bye</status></presence>");
        }

        @Test
        void leaves_alias_and_groups_that_are_absent_or_empty_and_overwrites_all_else() {
            stored();
            online();
            sayBuddy(
                    Type.TYPE_BUDDY_CHANGED,
                    fields -> fields.setAlias("").setBlocked(true).setIconHash("other"));
            assertThat(contact())
                    .isEqualTo(new BuddyRecord(
                            "juliet",
                            true,
                            "Jule",
                            List.of("Capulet", "Verona"),
                            BuddyRecord.FLAG_JID_ESCAPING | BuddyRecord.FLAG_BLOCKED,
                            "other"));

            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields);
            assertThat(contact())
                    .isEqualTo(new BuddyRecord("juliet", true, "Jule", List.of("Capulet", "Verona"), 2, ""));
        }

        @Test
        void an_absent_text_takes_back_the_one_before() {
            stored();
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields.setStatusMessage("busy"));
            transport.forget();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields);

            assertThat(transport.sent())
                    .singleElement()
                    .satisfies(presence ->
                            assertThat(presence.payloadText("status")).isNull());
        }

        @Test
        void other_alias_and_groups_replace_those_before() {
            stored();
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields.setAlias("J.").addGroup("Friends"));

            assertThat(contact().alias()).isEqualTo("J.");
            assertThat(contact().groups()).containsExactly("Friends");
        }

        @Test
        void the_own_name_is_no_contact() {
            online();
            sayBuddy(Type.TYPE_BUDDY_CHANGED, fields -> fields.setBuddyName("romeo1"));

            transport.expectNothing();
            assertThat(transport.record(ROMEO).buddies()).isEmpty();
        }
    }

    @Nested
    class BuddyToTheNetwork {

        private void expectBuddy(Wire.Buddy buddy) {
            assertThat(buddy)
                    .isEqualTo(Wire.Buddy.newBuilder()
                            .setUserName(ROMEO)
                            .setBuddyName("juliet")
                            .setAlias("Jule")
                            .addGroup("Capulet")
                            .addGroup("Verona")
                            .setStatus(StatusType.STATUS_NONE)
                            .build());
        }

        @Test
        void adding_has_all_that_is_known_and_nothing_about_blocking() {
            stored();
            online();
            transport.receive("<presence from='" + ROMEO + "' to='" + CONTACT + "' type='subscribe'/>");

            expectBuddy(frame(Type.TYPE_BUDDY_CHANGED, Wire.Buddy.class));
        }

        @Test
        void adding_somebody_unknown_has_the_name_and_empty_words() {
            online();
            transport.receive("<presence from='" + ROMEO + "' to='" + CONTACT + "' type='subscribe'/>");

            Wire.Buddy added = frame(Type.TYPE_BUDDY_CHANGED, Wire.Buddy.class);
            assertThat(added.getBuddyName()).isEqualTo("juliet");
            assertThat(added.getAlias()).isEmpty();
            assertThat(added.getGroupList()).isEmpty();
            assertThat(added.getStatus()).isEqualTo(StatusType.STATUS_NONE);
            assertThat(added.hasBlocked()).isFalse();
        }

        @Test
        void removing_has_the_same_fields() {
            transport.stored(ROMEO, "romeo1", "secret");
            transport.storedContacts(
                    ROMEO, new BuddyRecord("juliet", false, "Jule", List.of("Capulet", "Verona"), 2, "hash"));
            online();
            transport.receive("<presence from='" + ROMEO + "' to='" + CONTACT + "' type='unsubscribe'/>");

            expectBuddy(frame(Type.TYPE_BUDDY_REMOVED, Wire.Buddy.class));
        }
    }

    @Nested
    class BuddyRemovedByTheNetwork {

        @Test
        void needs_the_name_only_and_takes_the_contact_out_of_everything() {
            stored();
            online();
            sayBuddy(Type.TYPE_BUDDY_REMOVED, fields -> fields.setBuddyName("JULIET"));

            transport.expect(
                    "<presence from='" + CONTACT + "' to='" + ROMEO + "' type='unsubscribe'/>",
                    "<presence from='" + CONTACT + "' to='" + ROMEO + "' type='unsubscribed'/>");
            assertThat(transport.record(ROMEO).buddies()).isEmpty();
        }
    }

    @Nested
    class AuthRequest {

        @Test
        void comes_from_the_bare_address_and_stores_nothing() {
            online();
            sayBuddy(Type.TYPE_AUTH_REQUEST, fields -> fields);

            transport.expect("<presence from='" + CONTACT + "' to='" + ROMEO + "' type='subscribe'/>");
            assertThat(transport.record(ROMEO).buddies()).isEmpty();
        }
    }

    @Nested
    class VCard {

        @Test
        void a_request_has_neither_names_nor_picture() {
            online();
            transport.receive("<iq from='" + ORCHARD + "' to='" + CONTACT
                    + "' type='get' id='v1'><vCard xmlns='vcard-temp'/></iq>");

            Wire.VCard request = frame(Type.TYPE_VCARD, Wire.VCard.class);
            assertThat(request)
                    .isEqualTo(Wire.VCard.newBuilder()
                            .setUserName(ROMEO)
                            .setBuddyName("juliet")
                            .setId(request.getId())
                            .build());
        }

        @Test
        void an_answer_needs_only_its_number() {
            online();
            transport.receive("<iq from='" + ORCHARD + "' to='" + CONTACT
                    + "' type='get' id='v1'><vCard xmlns='vcard-temp'/></iq>");
            int id = frame(Type.TYPE_VCARD, Wire.VCard.class).getId();
            say(
                    Type.TYPE_VCARD,
                    Wire.VCard.newBuilder()
                            .setUserName(ROMEO)
                            .setBuddyName("")
                            .setId(id)
                            .build());

            transport.expect("<iq from='" + CONTACT + "' to='" + ORCHARD
                    + "' type='result' id='v1'><vCard xmlns='vcard-temp'/></iq>");
        }

        @Test
        void the_users_own_has_no_name_the_number_zero_and_a_picture_even_if_there_is_none() {
            online();
            transport.receive("<iq from='" + ORCHARD
                    + "' to='net.example' type='set' id='v1'><vCard xmlns='vcard-temp'><NICKNAME>R</NICKNAME></vCard>"
                    + "</iq>");

            Wire.VCard own = frame(Type.TYPE_VCARD, Wire.VCard.class);
            assertThat(own.getBuddyName()).isEmpty();
            assertThat(own.getId()).isZero();
            assertThat(own.getNickname()).isEqualTo("R");
            assertThat(own.hasPhoto()).isTrue();
            assertThat(own.getPhoto()).isEmpty();
        }
    }
}
