package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.xmpp.jid.Jid;

class DeparturesTest {

    private static final Jid ROMEO = Jid.parse("romeo@localhost");
    private static final Jid JULIET = Jid.parse("juliet@localhost");

    private final Departures departures = new Departures();

    @Test
    void names_those_who_left_shortly_before_the_link_was_lost() {
        departures.add(ROMEO, seconds(1));
        departures.add(JULIET, seconds(25));
        departures.linkLost(seconds(40));
        assertThat(taken()).containsExactly(JULIET);
    }

    @Test
    void names_them_once() {
        departures.add(ROMEO, seconds(1));
        departures.linkLost(seconds(2));
        assertThat(taken()).containsExactly(ROMEO);
        departures.linkLost(seconds(3));
        assertThat(taken()).isEmpty();
    }

    @Test
    void names_them_even_if_the_server_needs_several_attempts_to_come_back() {
        departures.add(ROMEO, seconds(1));
        departures.linkLost(seconds(2));
        departures.linkLost(seconds(300));
        assertThat(taken()).containsExactly(ROMEO);
    }

    @Test
    void keeps_no_more_than_ten_thousand_and_those_who_left_last() {
        for (int i = 0; i <= 10_000; i++) {
            departures.add(Jid.parse("user" + i + "@localhost"), seconds(1));
        }
        departures.linkLost(seconds(2));
        assertThat(taken()).hasSize(10_000).doesNotContain(Jid.parse("user0@localhost"));
    }

    private List<Jid> taken() {
        List<Jid> taken = new ArrayList<>();
        for (Jid next = departures.take(); next != null; next = departures.take()) {
            taken.add(next);
        }
        return taken;
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
