package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is a number here; who waits moves it on. */
class RateLimitTest {

    private long now = Long.MAX_VALUE - 5_000_000_000L;

    @Test
    void gives_the_burst_at_once_and_then_one_each_interval() {
        RateLimit limit = limit(3, Duration.ofSeconds(2));

        assertThat(List.of(limit.tryAcquire(), limit.tryAcquire(), limit.tryAcquire(), limit.tryAcquire()))
                .containsExactly(true, true, true, false);
        assertThat(limit.untilNext()).isEqualTo(Duration.ofSeconds(2));
        pass(1999);
        assertThat(limit.tryAcquire()).isFalse();
        pass(1);
        assertThat(limit.untilNext()).isZero();
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
    }

    @Test
    void saves_no_more_than_the_burst() {
        RateLimit limit = limit(2, Duration.ofSeconds(1));
        pass(3_600_000);

        assertThat(List.of(limit.tryAcquire(), limit.tryAcquire(), limit.tryAcquire()))
                .containsExactly(true, true, false);
    }

    @Test
    void who_waits_comes_through_just_in_time() throws Exception {
        RateLimit limit = limit(2, Duration.ofMillis(500));
        long start = now;
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            limit.acquire();
            times.add((now - start) / 1_000_000);
        }

        assertThat(times).containsExactly(0L, 0L, 500L, 1000L, 1500L);
    }

    @Test
    void never_lets_more_through_than_the_burst_and_one_for_each_interval() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int burst = 1 + random.nextInt(5);
        long interval = 1 + random.nextInt(1000);
        RateLimit limit = limit(burst, Duration.ofMillis(interval));
        List<Long> passed = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            pass(random.nextInt((int) interval * 2));
            if (random.nextBoolean()) {
                limit.acquire();
                passed.add(now);
            } else if (limit.tryAcquire()) {
                passed.add(now);
            }
        }
        for (int i = 0; i < passed.size(); i++) {
            int last = i + burst;
            if (last < passed.size()) {
                assertThat(passed.get(last) - passed.get(i))
                        .as("seed %s: %s messages from the one at %s", seed, burst + 1, i)
                        .isGreaterThanOrEqualTo(interval * 1_000_000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void needs_a_burst_and_an_interval(int none) {
        assertThatThrownBy(() -> new RateLimit(none, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimit(1, Duration.ofSeconds(none)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RateLimit limit(int burst, Duration interval) {
        return new RateLimit(burst, interval, () -> now, nanos -> now += nanos);
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }
}
