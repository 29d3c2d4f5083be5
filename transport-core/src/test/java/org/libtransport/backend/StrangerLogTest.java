package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StrangerLogTest {

    private final RecordingLogger logger = new RecordingLogger();
    private long now = Long.MAX_VALUE - 1;
    private final StrangerLog strangers = new StrangerLog(() -> now, logger);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void an_address_is_logged_at_once_and_then_once_a_minute_with_the_number_of_those_in_between() {
        for (int i = 0; i < 100; i++) {
            strangers.turnedAway("192.0.2.1", "it presented no token");
        }
        assertThat(logger.lines)
                .containsExactly(
                        "WARN Turned away a connection to the backend port from 192.0.2.1: it presented no token");

        pass(Duration.ofSeconds(59));
        strangers.turnedAway("192.0.2.1", "it presented no token");
        assertThat(logger.lines).hasSize(1);
        pass(Duration.ofSeconds(1));
        strangers.turnedAway("192.0.2.1", "it presented a wrong token");
        assertThat(logger.lines)
                .hasSize(2)
                .last()
                .asString()
                .contains("it presented a wrong token")
                .contains("100 more");
    }

    @Test
    void each_address_has_a_minute_of_its_own() {
        strangers.turnedAway("192.0.2.1", "one");
        strangers.turnedAway("192.0.2.2", "two");

        assertThat(logger.lines).hasSize(2);
    }

    @Test
    void more_addresses_than_can_be_told_apart_share_a_line_until_others_are_old() {
        for (int i = 0; i < 5_000; i++) {
            strangers.turnedAway("2001:db8::" + i, "no");
        }
        assertThat(logger.lines).hasSize(1_001).last().asString().contains("other addresses");

        pass(Duration.ofMinutes(1));
        strangers.turnedAway("2001:db8::9999", "no");
        assertThat(logger.lines).hasSize(1_002).last().asString().contains("2001:db8::9999");
    }
}
