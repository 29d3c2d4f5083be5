package org.libtransport.xmpp.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

class IqTrackerTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example");
    private static final Jid GATEWAY = Jid.parse("gateway.example");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ManualLoop loop = new ManualLoop();
    private final IqTracker tracker = new IqTracker(loop, 2);

    @Test
    void an_answer_completes_its_request_once() {
        Iq request = request("1");
        CompletableFuture<Iq> answer = expect(request);

        assertThat(tracker.accept(request.result())).isTrue();
        assertThat(answer).isCompletedWithValue(request.result());
        assertThat(tracker.accept(request.result())).isFalse();
    }

    @Test
    void an_answer_from_another_address_or_a_request_is_no_answer() {
        CompletableFuture<Iq> answer = expect(request("1"));

        Iq forged = Iq.request(GATEWAY, Jid.parse("mallory@evil.example"), Iq.Type.GET, "1", Element.of("q", "u"));
        assertThat(tracker.accept(forged.result())).isFalse();
        assertThat(tracker.accept(Iq.request(ROMEO, GATEWAY, Iq.Type.GET, "1", Element.of("q", "u"))))
                .isFalse();
        assertThat(answer).isNotDone();
    }

    @Test
    void silence_is_an_error_after_the_timeout() {
        CompletableFuture<Iq> answer = expect(request("1"));

        loop.advance(TIMEOUT);

        assertThat(StanzaError.parse(answer.getNow(request("none"))))
                .isEqualTo(StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT));
        assertThat(tracker.accept(request("1").result())).isFalse();
    }

    @Test
    void one_request_over_the_limit_fails_at_once_and_room_is_made_by_answers() {
        expect(request("1"));
        expect(request("2"));
        assertThat(StanzaError.parse(expect(request("3")).getNow(request("none"))))
                .isEqualTo(StanzaError.of(Condition.RESOURCE_CONSTRAINT));

        tracker.accept(request("1").result());

        assertThat(expect(request("3"))).isNotDone();
    }

    @Test
    void abandoned_requests_get_an_error() {
        CompletableFuture<Iq> answer = expect(request("1"));

        tracker.abandonAll();

        assertThat(StanzaError.parse(answer.getNow(request("none"))))
                .isEqualTo(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE));
    }

    @Test
    void refuses_what_could_not_be_matched() {
        expect(request("1"));

        assertThatThrownBy(() -> expect(request("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> expect(request("2").result())).isInstanceOf(IllegalArgumentException.class);
    }

    private CompletableFuture<Iq> expect(Iq request) {
        return tracker.expect(request, TIMEOUT).toCompletableFuture();
    }

    private static Iq request(String id) {
        return Iq.request(GATEWAY, ROMEO, Iq.Type.GET, id, Element.of("query", "jabber:iq:roster"));
    }
}
