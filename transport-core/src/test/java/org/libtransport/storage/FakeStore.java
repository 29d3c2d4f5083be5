package org.libtransport.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A store in memory that shows what it was asked and fails as told. */
final class FakeStore implements Store {

    private final InMemoryStore memory = new InMemoryStore();

    /** The changes of each transaction that succeeded. */
    final List<List<Change>> transactions = new ArrayList<>();

    /** How many were registered, loaded at each call that succeeded. */
    final List<Integer> registrations = new ArrayList<>();

    final List<Integer> loads = new ArrayList<>();

    boolean locked;
    int attemptsWhileLocked;
    Predicate<Change> poison = change -> false;
    Predicate<Registration> poisonedRegistration = registration -> false;
    boolean closed;

    @Override
    public Map<String, UserRecord> find(Collection<String> jids) {
        return memory.find(jids);
    }

    @Override
    public Map<String, StoredUser> load(Collection<String> jids) {
        loads.add(jids.size());
        return memory.load(jids);
    }

    @Override
    public List<UserRecord> register(List<Registration> asked) {
        check();
        if (asked.stream().anyMatch(poisonedRegistration)) {
            throw new StorageException("refused");
        }
        registrations.add(asked.size());
        return memory.register(asked);
    }

    @Override
    public void remove(Collection<Long> userIds) {
        check();
        memory.remove(userIds);
    }

    @Override
    public boolean isUinTaken(String uin) {
        return memory.isUinTaken(uin);
    }

    @Override
    public List<String> allUsers() {
        return memory.allUsers();
    }

    @Override
    public List<String> onlineUsers() {
        return memory.onlineUsers();
    }

    @Override
    public void apply(List<Change> changes) {
        check();
        if (changes.stream().anyMatch(poison)) {
            throw new StorageException("refused");
        }
        transactions.add(List.copyOf(changes));
        memory.apply(changes);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void check() {
        if (locked) {
            attemptsWhileLocked++;
            throw new StorageException("locked", null, true);
        }
    }
}
