package org.libtransport.vcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Iq;

/** The user's own picture, fetched from the user's server when its hash in presence is news (XEP-0153 section 3). */
class OwnAvatarTest {

    /** {@code printf abc | sha1sum} */
    private static final String HASH_OF_ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";

    private static final String ABC = "<PHOTO><TYPE>image/png</TYPE><BINVAL>YWJj</BINVAL></PHOTO>";
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void a_new_hash_makes_the_transport_fetch_the_vcard_and_tell_the_network() {
        presence("<photo>" + HASH_OF_ABC + "</photo>");

        Iq request = fetch();
        assertThat(request.from()).hasToString("net.example");
        assertThat(request.to()).hasToString(ROMEO);
        answer(request, "<FN>Romeo Montague</FN><NICKNAME>Romeo</NICKNAME>" + ABC);

        assertThat(ownVCards())
                .containsExactly(Wire.VCard.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName("")
                        .setId(0)
                        .setNickname("Romeo")
                        .setPhoto(ByteString.copyFromUtf8("abc"))
                        .build());
    }

    @Test
    void the_same_hash_is_fetched_once_however_many_presences_carry_it() {
        presence("<photo>" + HASH_OF_ABC + "</photo>");
        answer(fetch(), ABC);
        for (int i = 0; i < 5; i++) {
            transport.pass(PAUSE);
            presence("<photo>" + HASH_OF_ABC + "</photo>");
        }

        assertThat(fetches()).isEmpty();
        assertThat(ownVCards()).hasSize(1);
    }

    @Test
    void a_client_without_a_picture_or_that_does_not_know_it_yet_causes_nothing() {
        presence("");
        presence("<photo/>");

        assertThat(fetches()).isEmpty();
    }

    @Test
    void a_picture_that_is_taken_away_is_taken_away_at_the_network_too() {
        presence("<photo>" + HASH_OF_ABC + "</photo>");
        answer(fetch(), "<NICKNAME>Romeo</NICKNAME>" + ABC);
        transport.pass(PAUSE);
        presence("<photo/>");
        answer(fetch(), "<NICKNAME>Romeo</NICKNAME>");

        assertThat(ownVCards().get(1).hasPhoto()).isTrue();
        assertThat(ownVCards().get(1).getPhoto()).isEmpty();
        assertThat(ownVCards().get(1).getNickname()).isEqualTo("Romeo");
    }

    @Test
    void changes_in_quick_succession_are_fetched_once_more_after_a_pause() {
        presence("<photo>one</photo>");
        answer(fetch(), ABC);
        presence("<photo>two</photo>");
        presence("<photo>three</photo>");
        assertThat(fetches()).isEmpty();

        transport.pass(PAUSE);

        answer(fetch(), ABC);
        transport.pass(PAUSE);
        assertThat(fetches()).isEmpty();
        assertThat(ownVCards()).as("nothing in it is new").hasSize(1);
    }

    @Test
    void a_server_that_refuses_is_not_asked_again_for_the_same_hash() {
        presence("<photo>one</photo>");
        Iq request = fetch();
        transport.receive(
                "<iq from='" + ROMEO + "' to='net.example' type='error' id='" + request.id()
                        + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        transport.pass(PAUSE);
        presence("<photo>one</photo>");

        assertThat(fetches()).isEmpty();
        assertThat(ownVCards()).isEmpty();
    }

    @Test
    void an_answer_from_anybody_else_is_not_believed() {
        presence("<photo>one</photo>");
        Iq request = fetch();
        transport.receive("<iq from='mallory@evil.example/x' to='net.example' type='result' id='" + request.id()
                + "'><vCard xmlns='vcard-temp'>" + ABC + "</vCard></iq>");

        assertThat(ownVCards()).isEmpty();
    }

    @Test
    void a_picture_known_before_the_network_is_there_is_told_once_it_is() {
        TransportFixture early = TransportFixture.gateway();
        early.stored(ROMEO, "romeo1", "secret");
        early.receive("<presence from='" + ORCHARD + "' to='net.example'>"
                + "<x xmlns='vcard-temp:x:update'><photo>one</photo></x></presence>");
        assertThat(early.sent()).noneMatch(Iq.class::isInstance);

        early.report(ROMEO, BackendEvents::connected);

        assertThat(early.sent()).anyMatch(Iq.class::isInstance);
    }

    @Test
    void a_network_that_comes_back_is_not_told_again() {
        presence("<photo>one</photo>");
        answer(fetch(), ABC);
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));
        transport.pass(PAUSE);
        transport.report(ROMEO, BackendEvents::connected);

        assertThat(fetches()).isEmpty();
    }

    @Test
    void in_server_mode_there_is_no_server_to_ask() {
        TransportFixture server = TransportFixture.serverMode();
        server.login("romeo@net.example", "secret");
        server.report("romeo@net.example", BackendEvents::connected);

        server.receive("<presence from='romeo@net.example/x'>"
                + "<x xmlns='vcard-temp:x:update'><photo>one</photo></x></presence>");

        assertThat(server.sent()).noneMatch(Iq.class::isInstance);
    }

    private void presence(String update) {
        transport.receive("<presence from='" + ORCHARD + "' to='net.example'><x xmlns='vcard-temp:x:update'>" + update
                + "</x></presence>");
    }

    private List<Iq> fetches() {
        return transport.sent().stream()
                .filter(Iq.class::isInstance)
                .map(Iq.class::cast)
                .toList();
    }

    private Iq fetch() {
        List<Iq> fetches = fetches();
        assertThat(fetches).hasSize(1);
        assertThat(fetches.get(0).payload("vCard", "vcard-temp")).isNotNull();
        return fetches.get(0);
    }

    private void answer(Iq request, String content) {
        transport.receive("<iq from='" + ROMEO + "' to='net.example' type='result' id='" + request.id()
                + "'><vCard xmlns='vcard-temp'>" + content + "</vCard></iq>");
    }

    private List<Wire.VCard> ownVCards() {
        return transport.backends.sentBy(ROMEO, Type.TYPE_VCARD, Wire.VCard.class);
    }
}
