package org.libtransport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.concurrent.Loop;

class ManualLoopTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<String> done = new ArrayList<>();

    @Test
    void runs_nothing_until_told_and_then_all_in_order() {
        loop.execute(() -> {
            done.add("first");
            loop.execute(() -> done.add("third"));
        });
        loop.execute(() -> done.add("second"));
        assertThat(done).isEmpty();

        loop.run();

        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void timers_run_at_their_moment_and_in_the_order_of_their_times() {
        loop.schedule(Duration.ofSeconds(2), () -> done.add("two at " + loop.nanoTime() / 1_000_000_000));
        loop.schedule(Duration.ofSeconds(1), () -> {
            done.add("one");
            loop.schedule(Duration.ofSeconds(3), () -> done.add("four"));
        });

        loop.advance(Duration.ofSeconds(3));
        assertThat(done).containsExactly("one", "two at 2");

        loop.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("one", "two at 2", "four");
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void a_cancelled_timer_never_runs() {
        Loop.Timer timer = loop.schedule(Duration.ofSeconds(1), () -> done.add("late"));
        timer.cancel();
        timer.cancel();

        loop.advance(Duration.ofMinutes(1));

        assertThat(done).isEmpty();
    }

    @Test
    void is_current_only_while_running() {
        assertThat(loop.isCurrent()).isFalse();
        loop.execute(() -> assertThat(loop.isCurrent()).isTrue());
        loop.run();
        assertThat(loop.isCurrent()).isFalse();
    }

    @Test
    void a_failing_task_fails_the_test() {
        loop.execute(() -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(loop::run).hasMessage("broken");
    }
}
