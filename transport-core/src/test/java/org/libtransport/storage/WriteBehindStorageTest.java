package org.libtransport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.testkit.ManualLoop;

final class WriteBehindStorageTest {

    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final WriteBehindLimits LIMITS = new WriteBehindLimits(DELAY, 10, 100, 20, Duration.ofSeconds(10));

    private final ManualLoop loop = new ManualLoop();
    private final FakeStore store = new FakeStore();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final WriteBehindStorage storage = new WriteBehindStorage(store, loop, LIMITS, metrics);

    @Test
    void writes_changes_together_when_the_oldest_has_waited_long_enough() {
        long id = register("romeo@x");
        storage.putBuddy(id, buddy("juliet"));
        loop.advance(DELAY.minus(MOMENT));
        storage.setOnline(id, true);
        loop.run();
        assertThat(store.transactions).isEmpty();

        loop.advance(MOMENT);

        assertThat(store.transactions).hasSize(1);
        assertThat(store.transactions.get(0))
                .containsExactly(new Change.PutBuddy(id, buddy("juliet")), new Change.SetOnline(id, true));
        assertThat(storage.waitingChanges()).isZero();
    }

    @Test
    void a_stream_of_changes_does_not_put_off_the_writing() {
        long id = register("romeo@x");
        Duration step = Duration.ofMillis(50);
        for (int i = 0; i < 40; i++) {
            storage.putBuddy(id, buddy("b" + i % 5));
            loop.advance(step);
        }

        assertThat(store.transactions).hasSizeBetween(3, 4);
    }

    @Test
    void writes_only_the_last_change_of_a_thing() {
        long id = register("romeo@x");
        storage.putBuddy(id, buddy("juliet"));
        storage.setOnline(id, true);
        storage.removeBuddy(id, "juliet");
        storage.setOnline(id, false);
        storage.putSetting(id, Setting.SEND_HEADLINES, "0");
        storage.putSetting(id, Setting.SEND_HEADLINES, "1");
        loop.advance(DELAY);

        assertThat(store.transactions)
                .containsExactly(List.of(
                        new Change.RemoveBuddy(id, "juliet"),
                        new Change.SetOnline(id, false),
                        new Change.PutSetting(id, Setting.SEND_HEADLINES, "1")));
        assertThat(storage.waitingChanges()).isZero();
    }

    @Test
    void writes_at_once_when_enough_wait_for_a_transaction() {
        long id = register("romeo@x");
        for (int i = 0; i < 10; i++) {
            storage.putBuddy(id, buddy("b" + i));
        }
        loop.run();

        assertThat(store.transactions).hasSize(1);
    }

    @Test
    void does_not_make_a_transaction_larger_than_allowed() {
        long id = register("romeo@x");
        for (int i = 0; i < 35; i++) {
            storage.putBuddy(id, buddy("b" + i));
        }
        loop.advance(DELAY);

        assertThat(store.transactions).hasSize(4).allMatch(changes -> changes.size() <= 10);
    }

    @Test
    void registrations_that_wait_at_once_share_a_transaction() {
        List<CompletionStage<UserRecord>> all = IntStream.range(0, 15)
                .mapToObj(i -> storage.register(registration("user" + i + "@x")))
                .toList();
        assertThat(all).noneMatch(stage -> stage.toCompletableFuture().isDone());
        loop.run();

        assertThat(all).allMatch(stage -> stage.toCompletableFuture().isDone());
        assertThat(store.registrations).containsExactly(15);
    }

    @Test
    void loads_that_wait_at_once_share_a_query() {
        register("romeo@x");
        for (int i = 0; i < 12; i++) {
            storage.load("user" + i + "@x");
        }
        loop.run();

        assertThat(store.loads).containsExactly(12);
    }

    @Test
    void a_read_writes_what_waits_for_its_user_and_leaves_the_others() {
        long romeo = register("romeo@x");
        long juliet = register("juliet@x");
        storage.putBuddy(romeo, buddy("nurse"));
        storage.putBuddy(juliet, buddy("nurse"));

        StoredUser stored = answer(storage.load("romeo@x")).orElseThrow();

        assertThat(stored.buddies()).containsExactly(buddy("nurse"));
        assertThat(store.transactions).containsExactly(List.of(new Change.PutBuddy(romeo, buddy("nurse"))));
        assertThat(storage.waitingChanges()).isEqualTo(1);
    }

    @Test
    void writes_of_one_user_keep_their_order_among_registrations() {
        long id = register("romeo@x");
        CompletionStage<Void> removed = storage.remove(id);
        CompletionStage<UserRecord> again = storage.register(registration("romeo@x"));
        CompletionStage<Void> removedNobody = storage.remove(id);

        assertThat(answer(again).id()).isNotEqualTo(id);
        assertThat(removed.toCompletableFuture()).isCompleted();
        assertThat(removedNobody.toCompletableFuture()).isCompleted();
        assertThat(answer(storage.find("romeo@x"))).isPresent();
    }

    @Test
    void changes_wait_while_the_store_fails_and_are_written_when_it_is_back() {
        long id = register("romeo@x");
        store.locked = true;
        for (int i = 0; i < 20; i++) {
            storage.putBuddy(id, buddy("b" + i));
        }
        loop.advance(Duration.ofMinutes(1));
        assertThat(store.attemptsWhileLocked).as("tries ever less often").isBetween(10, 25);
        assertThat(storage.waitingChanges()).isEqualTo(20);

        store.locked = false;
        loop.advance(Duration.ofSeconds(5));

        assertThat(store.transactions).hasSize(2);
        assertThat(storage.waitingChanges()).isZero();
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isZero();
    }

    @Test
    void while_the_store_fails_only_reads_that_need_a_write_fail() {
        long romeo = register("romeo@x");
        register("juliet@x");
        storage.putBuddy(romeo, buddy("nurse"));
        store.locked = true;

        CompletionStage<?> stale = storage.load("romeo@x");
        CompletionStage<?> fresh = storage.load("juliet@x");
        CompletionStage<?> registered = storage.register(registration("tybalt@x"));
        loop.run();

        assertThat(fresh.toCompletableFuture()).isCompleted();
        assertThat(stale.toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> registered.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.isTemporary()).isTrue());
    }

    @Test
    void a_change_that_is_refused_for_good_does_not_hold_up_the_others() {
        long id = register("romeo@x");
        store.poison = change -> change.key().equals("poison");
        storage.putBuddy(id, buddy("first"));
        storage.putBuddy(id, buddy("poison"));
        storage.putBuddy(id, buddy("last"));
        loop.advance(DELAY);

        assertThat(answer(storage.load("romeo@x")).orElseThrow().buddies())
                .containsExactly(buddy("first"), buddy("last"));
        assertThat(storage.waitingChanges()).isZero();
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isEqualTo(1);
    }

    @Test
    void a_registration_that_is_refused_for_good_fails_alone() {
        store.poisonedRegistration = registration -> registration.jid().equals("poison@x");
        CompletionStage<UserRecord> first = storage.register(registration("first@x"));
        CompletionStage<UserRecord> poison = storage.register(registration("poison@x"));
        CompletionStage<UserRecord> last = storage.register(registration("last@x"));
        loop.run();

        assertThat(first.toCompletableFuture()).isCompleted();
        assertThat(poison.toCompletableFuture()).isCompletedExceptionally();
        assertThat(last.toCompletableFuture()).isCompleted();
    }

    @Test
    void refuses_and_counts_the_newest_changes_when_too_many_wait() {
        long id = register("romeo@x");
        store.locked = true;
        for (int i = 0; i < 110; i++) {
            storage.putBuddy(id, buddy("b" + i));
        }
        loop.advance(DELAY);
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isEqualTo(10);
        assertThat(storage.waitingChanges()).isEqualTo(100);

        store.locked = false;
        loop.advance(Duration.ofSeconds(5));

        assertThat(answer(storage.load("romeo@x")).orElseThrow().buddies()).hasSize(100);
    }

    @Test
    void fails_the_newest_requests_when_too_many_wait() {
        List<CompletionStage<Boolean>> all = IntStream.range(0, 21)
                .mapToObj(i -> storage.isUinTaken("u" + i))
                .toList();

        assertThat(all.get(20).toCompletableFuture()).isCompletedExceptionally();
        loop.run();
        assertThat(all.subList(0, 20))
                .allMatch(stage -> stage.toCompletableFuture().isDone());
        assertThat(answer(storage.isUinTaken("u"))).isFalse();
    }

    @Test
    void closing_writes_everything_first_and_refuses_what_comes_later() {
        long id = register("romeo@x");
        for (int i = 0; i < 25; i++) {
            storage.putBuddy(id, buddy("b" + i));
        }
        CompletionStage<Void> closed = storage.close();
        CompletionStage<?> late = storage.load("romeo@x");
        storage.putBuddy(id, buddy("late"));
        assertThat(store.closed).isFalse();
        loop.run();

        assertThat(closed.toCompletableFuture()).isCompleted();
        assertThat(store.closed).isTrue();
        assertThat(store.transactions.stream().mapToInt(List::size).sum()).isEqualTo(25);
        assertThat(late.toCompletableFuture()).isCompletedExceptionally();
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isEqualTo(1);
        assertThat(storage.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void closing_waits_for_a_store_that_fails_and_gives_up_in_the_end() {
        long id = register("romeo@x");
        storage.putBuddy(id, buddy("juliet"));
        store.locked = true;
        CompletionStage<Void> closed = storage.close();
        loop.advance(Duration.ofSeconds(9));
        assertThat(closed.toCompletableFuture()).isNotDone();

        loop.advance(Duration.ofSeconds(10));

        assertThat(closed.toCompletableFuture()).isCompletedExceptionally();
        assertThat(store.closed).isTrue();
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isEqualTo(1);
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void changes_show_no_values_in_a_log() {
        assertThat(new Change.PutSetting(1, Setting.BOOKMARKS, "secret").toString())
                .doesNotContain("secret");
        assertThat(new Change.PutBuddy(1, new BuddyRecord("juliet", true, "secret", List.of("secret"), 0, ""))
                        .toString())
                .doesNotContain("secret");
    }

    private long register(String jid) {
        long id = answer(storage.register(registration(jid))).id();
        store.registrations.clear();
        return id;
    }

    private <T> T answer(CompletionStage<T> stage) {
        loop.run();
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isCompleted();
        return future.join();
    }

    private static Registration registration(String jid) {
        return new Registration(jid, "uin of " + jid, "password", "en");
    }

    private static BuddyRecord buddy(String name) {
        return new BuddyRecord(name, false, "", List.of(), 0, "");
    }
}
