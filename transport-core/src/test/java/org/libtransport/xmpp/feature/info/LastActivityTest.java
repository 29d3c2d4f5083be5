package org.libtransport.xmpp.feature.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** XEP-0012. */
class LastActivityTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example/orchard");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final StanzaRouter router = new StanzaRouter();

    LastActivityTest() {
        new LastActivity(() -> now).register(router);
    }

    @Test
    void section_4_a_component_answers_with_the_seconds_it_has_been_running() {
        now = now.plusSeconds(123456);
        assertThat(ask("net.example")).contains("type=\"result\"").contains("seconds=\"123456\"");
    }

    @Test
    void a_clock_that_was_set_back_makes_it_zero() {
        now = now.minusSeconds(5);
        assertThat(ask("net.example")).contains("seconds=\"0\"");
    }

    @Test
    void nothing_is_invented_for_contacts() {
        assertThat(ask("juliet@net.example")).contains("service-unavailable");
    }

    private String ask(String to) {
        Iq request = Iq.request(ROMEO, Jid.parse(to), Iq.Type.GET, "last1", Element.of("query", "jabber:iq:last"));
        return router.route(request)
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .toElement()
                .toString()
                .replace('\'', '"');
    }
}
