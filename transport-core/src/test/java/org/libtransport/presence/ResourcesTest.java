package org.libtransport.presence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;

/** Which of several resources speaks for the user. */
class ResourcesTest {

    private static final Jid FIRST = Jid.parse("romeo@montague.example/first");
    private static final Jid SECOND = Jid.parse("romeo@montague.example/second");

    private final Resources resources = new Resources();

    @Test
    void nobody_is_offline() {
        assertThat(resources.isEmpty()).isTrue();
        assertThat(resources.highest()).isEqualTo(Availability.OFFLINE);
    }

    @ParameterizedTest
    @CsvSource({"chat, '', STATUS_FFC", "'', dnd, STATUS_ONLINE", "dnd, away, STATUS_DND", "away, xa, STATUS_AWAY"})
    void of_equal_priorities_the_more_talkative_wins_in_any_order(String better, String worse, StatusType winner) {
        resources.put(FIRST, presence(better, null));
        resources.put(SECOND, presence(worse, null));
        assertThat(resources.highest().status()).isEqualTo(winner);

        resources.put(FIRST, presence(worse, null));
        resources.put(SECOND, presence(better, null));
        assertThat(resources.highest().status()).isEqualTo(winner);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, -1", "10, 9", "' 5 ', 4", "127, 126", "999, 126"})
    void the_higher_priority_wins_over_any_show(String higher, String lower) {
        resources.put(FIRST, presence("xa", higher));
        resources.put(SECOND, presence("chat", lower));

        assertThat(resources.highest().status()).isEqualTo(StatusType.STATUS_XA);
    }

    @Test
    void a_priority_that_is_no_number_counts_as_none() {
        resources.put(FIRST, presence("xa", "high"));
        resources.put(SECOND, presence("chat", "0"));

        assertThat(resources.highest().status()).isEqualTo(StatusType.STATUS_FFC);
    }

    @Test
    void only_what_has_not_spoken_since_the_mark_is_stale() {
        resources.put(FIRST, presence("", null));
        resources.put(SECOND, presence("", null));
        resources.markStale();
        assertThat(resources.put(SECOND, presence("", null))).isFalse();
        resources.removeStale();

        assertThat(resources.addresses()).containsExactly(SECOND);
    }

    private static Presence presence(String show, String priority) {
        return (Presence) Xml.stanza("<presence>" + (show.isEmpty() ? "" : "<show>" + show + "</show>")
                + (priority == null ? "" : "<priority>" + priority + "</priority>") + "</presence>");
    }
}
