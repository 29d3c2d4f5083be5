package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconnectPausesTest {

    private long now;
    private double drawn = 1;
    private final ReconnectPauses pauses =
            new ReconnectPauses(Duration.ofSeconds(1), Duration.ofSeconds(6), () -> now, () -> drawn);

    @Test
    void double_up_to_the_limit() {
        assertThat(next(5))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(6));
    }

    @Test
    void are_at_least_half_of_that() {
        drawn = 0;
        assertThat(next(2)).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void begin_anew_after_a_connection_that_held_and_not_after_one_that_broke_at_once() {
        next(3);
        pauses.connected();
        now += Duration.ofSeconds(59).toNanos();
        assertThat(pauses.next()).isEqualTo(Duration.ofSeconds(6));

        pauses.connected();
        now += Duration.ofSeconds(60).toNanos();
        assertThat(next(2)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void a_long_time_without_a_connection_is_no_success() {
        next(3);
        now += Duration.ofHours(1).toNanos();

        assertThat(pauses.next()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void need_a_first_one_within_the_limit() {
        assertThatThrownBy(() -> new ReconnectPauses(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReconnectPauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Duration> next(int count) {
        return Stream.generate(pauses::next).limit(count).toList();
    }
}
