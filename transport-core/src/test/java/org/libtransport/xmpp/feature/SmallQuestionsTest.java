package org.libtransport.xmpp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.feature.info.EntityTime;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** Ping (XEP-0199), version (XEP-0092), time (XEP-0202), and questions that nobody answers. */
class SmallQuestionsTest {

    private final TransportFixture transport = TransportFixture.gateway();

    @ParameterizedTest
    @ValueSource(strings = {"net.example", "juliet@net.example/bot"})
    void a_ping_is_answered(String to) {
        ask(to, "get", "<ping xmlns='urn:xmpp:ping'/>");

        transport.expect("<iq from='" + to + "' to='romeo@montague.example/orchard' type='result' id='q'/>");
    }

    @Test
    void the_version_says_nothing_of_the_operating_system() {
        ask("net.example", "get", "<query xmlns='jabber:iq:version'/>");

        transport.expect("<iq from='net.example' to='romeo@montague.example/orchard' type='result' id='q'>"
                + "<query xmlns='jabber:iq:version'><name>libtransport</name><version>1.2.3</version></query></iq>");
    }

    @ParameterizedTest
    @CsvSource({"UTC, +00:00", "Europe/Rome, +02:00", "America/St_Johns, -02:30", "Asia/Kolkata, +05:30"})
    void the_time_is_told_in_utc_with_the_offset(String zone, String offset) {
        StanzaRouter router = new StanzaRouter();
        Instant now = Instant.parse("2024-07-02T03:04:05.678Z");
        new EntityTime(InstantSource.fixed(now), ZoneId.of(zone)).register(router);

        Iq answer = router.route((Iq) Xml.stanza("<iq from='" + ORCHARD
                        + "' to='net.example' type='get' id='q'><time xmlns='urn:xmpp:time'/></iq>"))
                .toCompletableFuture()
                .join()
                .orElseThrow();

        assertThat(Xml.canonical(answer.toElement()))
                .isEqualTo("<iq from='net.example' id='q' to='romeo@montague.example/orchard' type='result'>"
                        + "<time xmlns='urn:xmpp:time'><tzo>" + offset
                        + "</tzo><utc>2024-07-02T03:04:05Z</utc></time></iq>");
    }

    @Test
    void the_time_of_the_running_transport_is_that_of_the_machine() {
        ask("net.example", "get", "<time xmlns='urn:xmpp:time'/>");

        String utc = transport.sent().get(0).payloads().get(0).childText("utc");
        assertThat(Duration.between(Instant.parse(utc), Instant.now())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void a_question_that_nobody_knows_is_answered_with_an_error() {
        ask("net.example", "get", "<query xmlns='jabber:iq:browse'/>");
        transport.expect(
                "<iq from='net.example' to='romeo@montague.example/orchard' type='error' id='q'>"
                        + "<query xmlns='jabber:iq:browse'/>"
                        + "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");

        ask("net.example", "set", "<ping xmlns='urn:xmpp:ping'/>");
        transport.expect(
                "<iq from='net.example' to='romeo@montague.example/orchard' type='error' id='q'>"
                        + "<ping xmlns='urn:xmpp:ping'/>"
                        + "<error type='cancel'><feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @Test
    void who_is_elsewhere_cannot_be_reached_from_here() {
        ask("juliet@capulet.example", "get", "<ping xmlns='urn:xmpp:ping'/>");

        assertThat(transport.sent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.toElement().toString()).contains("remote-server-not-found"));
    }

    private void ask(String to, String type, String payload) {
        transport.receive("<iq from='" + ORCHARD + "' to='" + to + "' type='" + type + "' id='q'>" + payload + "</iq>");
    }
}
