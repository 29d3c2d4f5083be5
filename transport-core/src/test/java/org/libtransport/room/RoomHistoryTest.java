package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.xml.Element;

/** XEP-0045 sections 7.2.13 and 7.2.14: what newcomers are told of before. */
class RoomHistoryTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final RoomHistory history = new RoomHistory();

    @Test
    void keeps_the_last_twenty_that_somebody_got() {
        for (int i = 0; i < 30; i++) {
            history.addHeard(line(i, "text"));
        }
        assertThat(ids(null)).hasSize(20).startsWith("10").endsWith("29");
    }

    @Test
    void keeps_a_hundred_that_nobody_got_and_tells_what_is_forgotten() {
        int forgotten = 0;
        for (int i = 0; i < 130; i++) {
            forgotten += history.addUnheard(line(i, "text"));
        }
        assertThat(forgotten).isEqualTo(30);
        assertThat(history.unheard()).isEqualTo(100);
        assertThat(ids(null)).hasSize(100).startsWith("30");
        assertThat(history.unheard()).isZero();
    }

    @Test
    void what_one_newcomer_got_the_next_gets_as_well() {
        history.addUnheard(line(1, "text"));
        assertThat(ids(null)).containsExactly("1");
        assertThat(ids(null)).containsExactly("1");
    }

    @Test
    void is_bounded_by_characters_too_but_keeps_the_newest() {
        for (int i = 0; i < 10; i++) {
            history.addHeard(line(i, "x".repeat(20_000)));
        }
        assertThat(ids(null)).containsExactly("7", "8", "9");
        history.addHeard(line(10, "x".repeat(200_000)));
        assertThat(ids(null)).containsExactly("10");
        history.addHeard(line(11, "short"));
        assertThat(ids(null)).containsExactly("11");
    }

    @Test
    void a_newcomer_may_want_less() {
        for (int i = 0; i < 10; i++) {
            history.addHeard(line(i, "12345"));
        }
        assertThat(ids("maxstanzas='0'")).isEmpty();
        assertThat(ids("maxstanzas='2'")).containsExactly("8", "9");
        assertThat(ids("maxchars='12'")).containsExactly("8", "9");
        assertThat(ids("seconds='180'")).containsExactly("7", "8", "9");
        assertThat(ids("since='2026-01-02T11:58:00Z'")).containsExactly("8", "9");
        assertThat(ids("seconds='180' maxstanzas='1'")).containsExactly("9");
        assertThat(ids("seconds='soon' since='yesterday' maxstanzas=''")).hasSize(10);
    }

    /** The line with this number was said so many minutes before noon that number 10 would be noon. */
    private static RoomLine line(int number, String text) {
        return new RoomLine(
                "Juliet",
                Integer.toString(number),
                NOON.minusSeconds(60L * (10 - number)),
                List.of(Element.of("body", Element.CONTENT_NAMESPACE, text)));
    }

    private List<String> ids(@Nullable String wish) {
        Element element =
                wish == null ? null : Xml.parse("<history xmlns='http://jabber.org/protocol/muc' " + wish + "/>");
        return history.forNewcomer(element, NOON).stream().map(RoomLine::id).toList();
    }
}
