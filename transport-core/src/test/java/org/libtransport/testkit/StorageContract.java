package org.libtransport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.Storage;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.WriteBehindStorage;

/** What every {@link Store} has to do, seen through the {@link Storage} that the transport uses. */
public abstract class StorageContract {

    private static final String JID = "romeo@montague.example";

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private @Nullable Storage started;
    private boolean refusalsAreRight;

    /** Opens the store of this test: empty at the first call, with what was stored at every further one. */
    protected abstract Store open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        started = WriteBehindStorage.start(open(), metrics);
    }

    @AfterEach
    void end() {
        get(storage().close());
        if (!refusalsAreRight) {
            assertThat(metrics.value(Counter.STORAGE_FAILURES)).isZero();
        }
    }

    @Test
    void knows_nobody_at_first() {
        assertThat(get(storage().load(JID))).isEmpty();
        assertThat(get(storage().find(JID))).isEmpty();
        assertThat(get(storage().isUinTaken("romeo"))).isFalse();
        assertThat(get(storage().onlineUsers())).isEmpty();
    }

    @Test
    void finds_a_registered_user_again() throws Exception {
        UserRecord user = register(JID, "Romeo-1", "s3cret \u00e9");

        assertThat(user.jid()).isEqualTo(JID);
        assertThat(user.uin()).isEqualTo("Romeo-1");
        assertThat(user.password()).isEqualTo("s3cret \u00e9");
        assertThat(user.language()).isEqualTo("en");
        assertThat(user.encoding()).isEqualTo("utf8");
        assertThat(user.vip()).isFalse();
        assertThat(user.online()).isFalse();
        assertThat(get(storage().find(JID))).contains(user);
        assertThat(get(storage().isUinTaken("Romeo-1"))).isTrue();
        reopen();
        assertThat(get(storage().find(JID))).contains(user);
    }

    @Test
    void registering_again_replaces_name_password_and_language_and_keeps_the_rest() {
        UserRecord before = register(JID, "old", "old");
        storage().setOnline(before.id(), true);
        storage().putBuddy(before.id(), buddy("juliet"));

        UserRecord after = get(storage().register(new Registration(JID, "new", "new password", "de")));

        assertThat(after.id()).isEqualTo(before.id());
        StoredUser stored = load();
        assertThat(stored.user())
                .isEqualTo(new UserRecord(before.id(), JID, "new", "new password", "de", "utf8", false, true));
        assertThat(stored.buddies()).containsExactly(buddy("juliet"));
        assertThat(get(storage().isUinTaken("old"))).isFalse();
    }

    @Test
    void a_read_sees_all_changes_that_were_asked_before_it() {
        long id = register(JID, "romeo", "").id();
        BuddyRecord juliet = new BuddyRecord(
                "Juliet#1", true, "Juliet C.", List.of("Friends", "Verona & more"), BuddyRecord.FLAG_BLOCKED, "0a1b");
        storage().putBuddy(id, juliet);
        storage().putBuddy(id, buddy("nurse"));
        storage().putBuddy(id, buddy("tybalt"));
        storage().removeBuddy(id, "tybalt");
        storage().putSetting(id, Setting.STAY_CONNECTED, "1");
        storage().setOnline(id, true);

        StoredUser stored = load();

        assertThat(stored.buddies()).containsExactly(juliet, buddy("nurse"));
        assertThat(stored.settings()).containsOnly(Map.entry("stay_connected", "1"));
        assertThat(stored.user().online()).isTrue();
    }

    @Test
    void find_and_online_users_see_the_last_change_of_online() {
        long first = register(JID, "romeo", "").id();
        long second = register("juliet@capulet.example", "juliet", "").id();
        storage().setOnline(first, true);
        storage().setOnline(second, true);
        storage().setOnline(first, false);

        assertThat(get(storage().find(JID)).orElseThrow().online()).isFalse();
        assertThat(get(storage().onlineUsers())).containsExactly("juliet@capulet.example");
        assertThat(get(storage().allUsers())).containsExactly(JID, "juliet@capulet.example");
    }

    @Test
    void everything_survives_closing() throws Exception {
        long id = register(JID, "romeo", "").id();
        BuddyRecord juliet = new BuddyRecord("juliet", true, "J", List.of("a", "b"), 10, "hash");
        storage().putBuddy(id, juliet);
        storage().putSetting(id, Setting.ENABLE_TRANSPORT, "0");
        storage().setOnline(id, true);

        reopen();

        assertThat(load().buddies()).containsExactly(juliet);
        assertThat(load().settings()).containsEntry("enable_transport", "0");
        assertThat(get(storage().onlineUsers())).containsExactly(JID);
    }

    @Test
    void a_contact_is_replaced_whole() {
        long id = register(JID, "romeo", "").id();
        storage().putBuddy(id, new BuddyRecord("juliet", true, "J", List.of("a", "b"), 10, "hash"));
        storage().putBuddy(id, buddy("nurse"));
        assertThat(load().buddies()).hasSize(2);

        storage().putBuddy(id, buddy("juliet"));

        assertThat(load().buddies()).containsExactly(buddy("juliet"), buddy("nurse"));
    }

    @Test
    void a_removed_contact_that_comes_back_brings_nothing_of_its_past() {
        long id = register(JID, "romeo", "").id();
        storage().putBuddy(id, new BuddyRecord("juliet", true, "J", List.of("a"), 8, "hash"));
        assertThat(load().buddies()).hasSize(1);
        storage().removeBuddy(id, "juliet");
        assertThat(load().buddies()).isEmpty();

        storage().putBuddy(id, buddy("juliet"));

        assertThat(load().buddies()).containsExactly(buddy("juliet"));
    }

    @Test
    void names_that_differ_only_in_case_are_different_contacts() {
        long id = register(JID, "romeo", "").id();
        storage().putBuddy(id, buddy("Juliet"));
        storage().putBuddy(id, buddy("juliet"));

        assertThat(load().buddies()).containsExactly(buddy("Juliet"), buddy("juliet"));
    }

    @Test
    void contacts_and_settings_of_users_are_kept_apart() {
        long first = register(JID, "romeo", "").id();
        long second = register("juliet@capulet.example", "juliet", "").id();
        storage().putBuddy(first, buddy("nurse"));
        storage().putSetting(second, Setting.SEND_HEADLINES, "1");

        assertThat(load().settings()).isEmpty();
        assertThat(get(storage().load("juliet@capulet.example")).orElseThrow().buddies())
                .isEmpty();
    }

    @Test
    void removing_a_user_removes_all_that_belongs_to_it() throws Exception {
        long id = register(JID, "romeo", "").id();
        long other = register("juliet@capulet.example", "juliet", "").id();
        storage().putBuddy(other, buddy("nurse"));
        storage().putBuddy(id, new BuddyRecord("juliet", true, "", List.of(), 0, "hash"));
        storage().putSetting(id, Setting.PHOTO_HASH, "x");
        load();

        get(storage().remove(id));

        assertThat(get(storage().load(JID))).isEmpty();
        assertThat(get(storage().isUinTaken("romeo"))).isFalse();
        reopen();
        assertThat(get(storage().load(JID))).isEmpty();
        register(JID, "romeo", "");
        assertThat(load().buddies()).isEmpty();
        assertThat(load().settings()).isEmpty();
        assertThat(get(storage().load("juliet@capulet.example")).orElseThrow().buddies())
                .containsExactly(buddy("nurse"));
    }

    @Test
    void changes_of_a_removed_user_reach_nobody() {
        long id = register(JID, "romeo", "").id();
        storage().putBuddy(id, buddy("before"));
        CompletionStage<Void> removed = storage().remove(id);
        storage().putBuddy(id, buddy("after"));
        storage().putSetting(id, Setting.PHOTO_HASH, "x");
        storage().setOnline(id, true);
        get(removed);
        UserRecord next = register("juliet@capulet.example", "juliet", "");
        UserRecord again = register(JID, "romeo", "");
        storage().putBuddy(id, buddy("late"));
        storage().setOnline(id, true);

        assertThat(get(storage().onlineUsers())).isEmpty();
        for (UserRecord user : List.of(next, again)) {
            StoredUser stored = get(storage().load(user.jid())).orElseThrow();
            assertThat(stored.buddies()).isEmpty();
            assertThat(stored.settings()).isEmpty();
        }
    }

    @Test
    void changes_of_nobody_are_left_out() {
        storage().putBuddy(4711, buddy("juliet"));
        storage().removeBuddy(4711, "juliet");
        storage().putSetting(4711, Setting.PHOTO_HASH, "x");
        storage().setOnline(4711, true);
        get(storage().remove(4712));

        assertThat(get(storage().onlineUsers())).isEmpty();
    }

    @Test
    void any_text_comes_back_as_it_went() throws Exception {
        String text = "O'Hara; DROP TABLE users;-- \"%_\\ \ud83d\ude00 \u0645\u0631\u062d\u0628\u0627 ";
        long id = register(JID, text, text).id();
        BuddyRecord buddy = new BuddyRecord(text, false, text, List.of(text, "b"), 0, text);
        storage().putBuddy(id, buddy);
        storage().putSetting(id, Setting.BOOKMARKS, text.repeat(200));

        reopen();

        StoredUser stored = load();
        assertThat(stored.user().uin()).isEqualTo(text);
        assertThat(stored.user().password()).isEqualTo(text);
        assertThat(stored.buddies()).containsExactly(buddy);
        assertThat(stored.settings()).containsEntry("storage", text.repeat(200));
    }

    /** Texts that some database, or its driver, changes, cuts or stumbles over. */
    static List<String> nastyTexts() {
        return List.of(
                "'; DROP TABLE users; --",
                "\\'; \\",
                "${jid} $jid %s {0} ? :name @x",
                "NUL \u0000 inside",
                "\ud800 alone",
                "alone \udc00",
                "n".repeat(4096),
                "\ud83d\ude00".repeat(250),
                "e\u0301 and \u00e9",
                "trailing blanks  ",
                "\u202e turned round",
                "\uffff\ufffe");
    }

    @ParameterizedTest
    @MethodSource("nastyTexts")
    void a_name_is_stored_as_it_is_or_refused_and_the_others_are_stored(String name) throws Exception {
        refusalsAreRight = true;
        long id = register(JID, "romeo", "secret").id();
        storage().putBuddy(id, buddy("before"));
        BuddyRecord nasty = new BuddyRecord(name, true, name, List.of(), 0, "");
        storage().putBuddy(id, nasty);
        storage().putBuddy(id, buddy("after"));

        reopen();

        List<BuddyRecord> stored = load().buddies();
        assertThat(stored).contains(buddy("before"), buddy("after"));
        if (stored.size() == 3) {
            assertThat(stored).contains(nasty);
        } else {
            assertThat(stored).hasSize(2);
            assertThat(metrics.value(Counter.STORAGE_FAILURES)).as("counted").isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("nastyTexts")
    void who_registers_with_a_name_is_stored_so_or_refused_with_a_reason(String name) throws Exception {
        register(JID, "romeo", "secret");
        CompletableFuture<UserRecord> asked = storage()
                .register(new Registration("juliet@capulet.example", name, name, "en"))
                .toCompletableFuture();
        try {
            get(asked);
            reopen();
            UserRecord user = get(storage().find("juliet@capulet.example")).orElseThrow();
            assertThat(user.uin()).isEqualTo(name);
            assertThat(user.password()).isEqualTo(name);
        } catch (AssertionError | RuntimeException refused) {
            assertThat(asked).isCompletedExceptionally();
            assertThat(get(storage().find("juliet@capulet.example"))).isEmpty();
        }
        assertThat(load().user().uin()).isEqualTo("romeo");
    }

    @Test
    void names_that_differ_only_in_case_are_two_contacts_or_the_second_is_refused() throws Exception {
        long id = register(JID, "romeo", "secret").id();
        BuddyRecord small = new BuddyRecord("juliet", true, "small", List.of(), 0, "");
        BuddyRecord large = new BuddyRecord("Juliet", true, "large", List.of(), 0, "");
        storage().putBuddy(id, small);
        storage().putBuddy(id, large);

        reopen();

        assertThat(load().buddies()).containsExactlyInAnyOrder(small, large);
    }

    @Test
    void many_at_once_are_all_answered_and_all_stored() throws Exception {
        List<String> jids = IntStream.range(0, 700)
                .mapToObj(i -> "user" + i + "@montague.example")
                .toList();
        List<CompletableFuture<UserRecord>> registered = new ArrayList<>();
        for (String jid : jids) {
            registered.add(storage()
                    .register(new Registration(jid, "uin of " + jid, "pw", "en"))
                    .thenApply(user -> {
                        storage().putBuddy(user.id(), buddy("friend of " + jid));
                        storage().setOnline(user.id(), true);
                        return user;
                    })
                    .toCompletableFuture());
        }
        registered.forEach(StorageContract::get);

        assertThat(registered.stream().map(done -> get(done).id()).distinct()).hasSize(jids.size());
        assertThat(get(storage().onlineUsers())).containsExactlyInAnyOrderElementsOf(jids);
        reopen();
        List<CompletionStage<Optional<StoredUser>>> loads =
                jids.stream().map(storage()::load).toList();
        for (int i = 0; i < jids.size(); i++) {
            StoredUser stored = get(loads.get(i)).orElseThrow();
            assertThat(stored.user().jid()).isEqualTo(jids.get(i));
            assertThat(stored.buddies()).containsExactly(buddy("friend of " + jids.get(i)));
        }
    }

    @Test
    void one_jid_registered_twice_at_once_is_one_user_and_the_later_wins() {
        CompletionStage<UserRecord> first = storage().register(new Registration(JID, "a", "a", "en"));
        CompletionStage<UserRecord> second = storage().register(new Registration(JID, "b", "b", "en"));

        assertThat(get(first).id()).isEqualTo(get(second).id());
        assertThat(load().user().uin()).isEqualTo("b");
    }

    @Test
    void threads_that_work_on_different_users_do_not_disturb_each_other() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Void>> results = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String jid = "thread" + t + "@montague.example";
            CompletableFuture<Void> result = new CompletableFuture<>();
            results.add(result);
            threads.add(new Thread(() -> {
                try {
                    long id = register(jid, jid, "").id();
                    for (int i = 0; i < 50; i++) {
                        storage().putBuddy(id, buddy("b" + i));
                        if (i % 3 == 0) {
                            storage().removeBuddy(id, "b" + i);
                        }
                        int expected = i + 1 - (i / 3 + 1);
                        assertThat(get(storage().load(jid)).orElseThrow().buddies())
                                .hasSize(expected);
                    }
                    result.complete(null);
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        results.forEach(StorageContract::get);
    }

    private Storage storage() {
        return Objects.requireNonNull(started);
    }

    private void reopen() throws Exception {
        get(storage().close());
        started = WriteBehindStorage.start(open(), metrics);
    }

    private UserRecord register(String jid, String uin, String password) {
        return get(storage().register(new Registration(jid, uin, password, "en")));
    }

    private StoredUser load() {
        return get(storage().load(JID)).orElseThrow();
    }

    private static BuddyRecord buddy(String name) {
        return new BuddyRecord(name, false, "", List.of(), 0, "");
    }

    private static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the storage did not answer well", e);
        }
    }
}
