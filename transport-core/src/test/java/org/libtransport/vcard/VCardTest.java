package org.libtransport.vcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.backend.BackendEvents;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;

/** vCards that users ask for and set (XEP-0054), asked of and told to the network by VCARD. */
class VCardTest {

    private static final ByteString PNG =
            ByteString.copyFrom(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void the_network_is_asked_and_its_answer_given_from_the_address_that_was_asked() {
        ask("1", "juliet%capulet.example@net.example/bot");

        Wire.VCard request = transport.expectFrame(Type.TYPE_VCARD, Wire.VCard.class);
        assertThat(request)
                .isEqualTo(Wire.VCard.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName("juliet@capulet.example")
                        .setId(0)
                        .build());
        transport.expectNothing();

        answer(
                request,
                vcard -> vcard.setFullname("Juliet Capulet").setNickname("Jule").setPhoto(PNG));
        transport.expect("<iq from='juliet%capulet.example@net.example/bot' to='" + ORCHARD
                + "' type='result' id='1'><vCard xmlns='vcard-temp'><FN>Juliet Capulet</FN><NICKNAME>Jule</NICKNAME>"
                + "<PHOTO><TYPE>image/png</TYPE><BINVAL>iVBORw0KGgo=</BINVAL></PHOTO></vCard></iq>");
    }

    @Test
    void a_contact_is_asked_for_under_the_name_the_network_gave_it() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("Juliet.Capulet"));
        transport.forget();

        ask("1", "juliet.capulet@net.example/whatever");

        assertThat(transport.expectFrame(Type.TYPE_VCARD, Wire.VCard.class).getBuddyName())
                .isEqualTo("Juliet.Capulet");
    }

    @Test
    void answers_find_their_requests_in_any_order_and_only_once() {
        ask("a", "juliet@net.example");
        ask("b", "nurse@net.example");
        List<Wire.VCard> requests = transport.backends.sentBy(ROMEO, Type.TYPE_VCARD, Wire.VCard.class);

        answer(requests.get(1), vcard -> vcard.setFullname("Nurse"));
        transport.expect("<iq from='nurse@net.example' to='" + ORCHARD
                + "' type='result' id='b'><vCard xmlns='vcard-temp'><FN>Nurse</FN></vCard></iq>");
        answer(requests.get(1), vcard -> vcard.setFullname("Nurse again"));
        transport.expectNothing();
        answer(requests.get(0), vcard -> {});
        transport.expect("<iq from='juliet@net.example' to='" + ORCHARD
                + "' type='result' id='a'><vCard xmlns='vcard-temp'/></iq>");
    }

    @Test
    void silence_of_the_backend_is_an_error_after_forty_seconds() {
        ask("1", "juliet@net.example");
        Wire.VCard request = transport.expectFrame(Type.TYPE_VCARD, Wire.VCard.class);

        transport.pass(Duration.ofSeconds(39));
        transport.expectNothing();
        transport.pass(Duration.ofSeconds(1));
        assertThat(onlyError()).isEqualTo(StanzaError.Condition.REMOTE_SERVER_TIMEOUT);

        answer(request, vcard -> vcard.setFullname("too late"));
        transport.expectNothing();
    }

    @Test
    void requests_are_bounded_and_room_is_made_by_answers() {
        for (int i = 0; i < 1000; i++) {
            ask("id" + i, "juliet@net.example");
        }
        transport.expectNothing();

        ask("one-more", "juliet@net.example");
        assertThat(onlyError()).isEqualTo(StanzaError.Condition.RESOURCE_CONSTRAINT);

        answer(
                transport
                        .backends
                        .sentBy(ROMEO, Type.TYPE_VCARD, Wire.VCard.class)
                        .get(0),
                vcard -> {});
        assertThat(transport.sent()).hasSize(1);
        ask("again", "juliet@net.example");
        transport.expectNothing();
    }

    @Test
    void whoever_waits_when_the_backend_dies_or_the_user_leaves_is_told() {
        ask("1", "juliet@net.example");
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));
        assertThat(errorsOf(transport.sent())).containsExactly(StanzaError.Condition.RECIPIENT_UNAVAILABLE);

        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, BackendEvents::connected);
        transport.forget();
        ask("2", "juliet@net.example");
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        assertThat(errorsOf(transport.sent())).containsExactly(StanzaError.Condition.RECIPIENT_UNAVAILABLE);
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void a_backend_that_takes_no_more_is_an_error_at_once() {
        transport.backends.setFull(ROMEO, true);

        ask("1", "juliet@net.example");

        assertThat(onlyError()).isEqualTo(StanzaError.Condition.RESOURCE_CONSTRAINT);
    }

    @Test
    void who_is_not_logged_in_is_told_so() {
        transport.receive("<iq from='stranger@montague.example/x' to='juliet@net.example' type='get' id='1'>"
                + "<vCard xmlns='vcard-temp'/></iq>");

        assertThat(onlyError()).isEqualTo(StanzaError.Condition.RECIPIENT_UNAVAILABLE);
        assertThat(transport.backends.sent()).isEmpty();
    }

    @Test
    void the_transport_knows_itself_and_asks_nobody() {
        ask("1", "net.example");

        transport.expect("<iq from='net.example' to='" + ORCHARD
                + "' type='result' id='1'><vCard xmlns='vcard-temp'><FN>Test Network</FN></vCard></iq>");
        transport.expectFrames();
    }

    @Test
    void in_server_mode_the_users_own_vcard_is_asked_for_under_the_name_at_the_network() {
        TransportFixture server = TransportFixture.serverMode();
        server.login("romeo%irc.example@net.example", "secret");
        server.report("romeo%irc.example@net.example", BackendEvents::connected);
        server.receive("<presence from='romeo%irc.example@net.example/x'/>");
        server.forget();

        server.receive("<iq from='romeo%irc.example@net.example/x' type='get' id='1'><vCard xmlns='vcard-temp'/></iq>");
        server.receive(
                "<iq from='romeo%irc.example@net.example/x' to='romeo%irc.example@net.example' type='get' id='2'>"
                        + "<vCard xmlns='vcard-temp'/></iq>");

        assertThat(server.expectFrames(Type.TYPE_VCARD, Type.TYPE_VCARD))
                .extracting(frame -> frame.payloadAs(Wire.VCard.class).getBuddyName())
                .containsOnly("romeo@irc.example");
    }

    @ParameterizedTest
    @CsvSource({"Jule, iVBORw0KGgo=", "'', ''"})
    void a_vcard_set_at_the_transport_is_told_with_its_photo_even_if_it_has_none(String nickname, String photo) {
        set("1", "net.example", "<NICKNAME>" + nickname + "</NICKNAME><PHOTO><BINVAL>" + photo + "</BINVAL></PHOTO>");

        Wire.VCard told = transport.expectFrame(Type.TYPE_VCARD, Wire.VCard.class);
        assertThat(told)
                .isEqualTo(Wire.VCard.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName("")
                        .setId(0)
                        .setNickname(nickname)
                        .setPhoto(photo.isEmpty() ? ByteString.EMPTY : PNG)
                        .build());
        transport.expect("<iq from='net.example' to='" + ORCHARD + "' type='result' id='1'/>");
    }

    @Test
    void nobody_sets_the_vcard_of_somebody_else() {
        set("1", "juliet@net.example", "<FN>Rosaline</FN>");

        assertThat(onlyError()).isEqualTo(StanzaError.Condition.NOT_ALLOWED);
        transport.expectFrames();
    }

    @Test
    void bytes_of_a_backend_that_are_no_utf8_do_no_harm() throws Exception {
        ask("1", "juliet@net.example");
        Wire.VCard request = transport.expectFrame(Type.TYPE_VCARD, Wire.VCard.class);
        ByteString broken =
                Wire.VCard.newBuilder(request).setFullname("Jul?et").build().toByteString();
        byte[] bytes = broken.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                bytes[i] = (byte) 0xff;
            }
        }
        Wire.VCard answer = Wire.VCard.parseFrom(bytes);

        transport.report(ROMEO, events -> events.vcard(answer));

        transport.expect("<iq from='juliet@net.example' to='" + ORCHARD
                + "' type='result' id='1'><vCard xmlns='vcard-temp'><FN>Jul\uFFFDet</FN></vCard></iq>");
    }

    private void ask(String id, String to) {
        transport.receive("<iq from='" + ORCHARD + "' to='" + to + "' type='get' id='" + id
                + "'><vCard xmlns='vcard-temp'/></iq>");
    }

    private void set(String id, String to, String content) {
        transport.receive("<iq from='" + ORCHARD + "' to='" + to + "' type='set' id='" + id
                + "'><vCard xmlns='vcard-temp'>" + content + "</vCard></iq>");
    }

    private void answer(Wire.VCard request, Consumer<Wire.VCard.Builder> content) {
        Wire.VCard.Builder answer = request.toBuilder();
        content.accept(answer);
        transport.report(ROMEO, events -> events.vcard(answer.build()));
    }

    private StanzaError.Condition onlyError() {
        List<StanzaError.Condition> errors = errorsOf(transport.sent());
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    private static List<StanzaError.Condition> errorsOf(List<Stanza> stanzas) {
        return stanzas.stream()
                .filter(Stanza::isError)
                .map(stanza -> StanzaError.parse(stanza).condition())
                .toList();
    }
}
