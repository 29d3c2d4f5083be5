package org.libtransport.storage;

import static org.libtransport.storage.PendingWriter.attempt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Answers requests out of the store, as many at once as can be. Used by the storage's loop. */
final class StorageAnswers {

    /** One transaction or query for more would keep everybody else waiting. */
    private static final int GROUP = 256;

    private final Store store;
    private final PendingWriter writer;

    StorageAnswers(Store store, PendingWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /**
     * Answers all. Writes go first and in their order; the reads after them, all of a kind together. A read that was
     * asked before a write has not been answered yet, so nobody can tell that it came later.
     */
    void answer(List<StorageRequest> requests) {
        List<StorageRequest.Register> registrations = new ArrayList<>();
        List<StorageRequest.Remove> removals = new ArrayList<>();
        List<StorageRequest.Load> loads = new ArrayList<>();
        List<StorageRequest.Find> finds = new ArrayList<>();
        List<StorageRequest> others = new ArrayList<>();
        for (StorageRequest request : requests) {
            if (request instanceof StorageRequest.Register register) {
                inGroups(removals, this::remove);
                registrations.add(register);
            } else if (request instanceof StorageRequest.Remove remove) {
                inGroups(registrations, this::register);
                removals.add(remove);
            } else if (request instanceof StorageRequest.Load load) {
                loads.add(load);
            } else if (request instanceof StorageRequest.Find find) {
                finds.add(find);
            } else {
                others.add(request);
            }
        }
        inGroups(registrations, this::register);
        inGroups(removals, this::remove);
        inGroups(loads, this::load);
        inGroups(finds, this::find);
        for (StorageRequest request : others) {
            inGroups(new ArrayList<>(List.of(request)), group -> other(request));
        }
    }

    /** Gives all to the work in groups; a group that is refused for good again one by one. Empties the list. */
    private static <R extends StorageRequest> void inGroups(List<R> requests, Consumer<List<R>> work) {
        for (int from = 0; from < requests.size(); from += GROUP) {
            List<R> group = requests.subList(from, Math.min(requests.size(), from + GROUP));
            StorageException failure = attempt(() -> work.accept(group));
            if (failure == null) {
                continue;
            }
            boolean apart = group.size() > 1 && !failure.isTemporary();
            for (R request : group) {
                StorageException own = apart ? attempt(() -> work.accept(List.of(request))) : failure;
                if (own != null) {
                    request.answer().completeExceptionally(own);
                }
            }
        }
        requests.clear();
    }

    private void register(List<StorageRequest.Register> group) {
        List<UserRecord> records = store.register(
                group.stream().map(StorageRequest.Register::registration).toList());
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer().complete(records.get(i));
        }
    }

    private void remove(List<StorageRequest.Remove> group) {
        store.remove(group.stream().map(StorageRequest.Remove::userId).toList());
        for (StorageRequest.Remove request : group) {
            writer.forget(request.userId());
            request.answer().complete(null);
        }
    }

    private void load(List<StorageRequest.Load> group) {
        Map<String, List<CompletableFuture<Optional<StoredUser>>>> asked = new LinkedHashMap<>();
        group.forEach(request ->
                asked.computeIfAbsent(request.jid(), jid -> new ArrayList<>(1)).add(request.answer()));
        read(asked, store::load, stored -> stored.user().id());
    }

    private void find(List<StorageRequest.Find> group) {
        Map<String, List<CompletableFuture<Optional<UserRecord>>>> asked = new LinkedHashMap<>();
        group.forEach(request ->
                asked.computeIfAbsent(request.jid(), jid -> new ArrayList<>(1)).add(request.answer()));
        read(asked, store::find, UserRecord::id);
    }

    /** Answers with what is in the store; where changes wait for a user it writes these and looks again. */
    private <T> void read(
            Map<String, List<CompletableFuture<Optional<T>>>> asked,
            Function<Collection<String>, Map<String, T>> reading,
            ToLongFunction<T> id) {
        Map<String, T> found = new LinkedHashMap<>(reading.apply(asked.keySet()));
        Set<String> stale = new LinkedHashSet<>();
        Set<Long> staleIds = new HashSet<>();
        found.forEach((jid, user) -> {
            if (writer.concerns(id.applyAsLong(user))) {
                stale.add(jid);
                staleIds.add(id.applyAsLong(user));
            }
        });
        StorageException failure = stale.isEmpty()
                ? null
                : attempt(() -> {
                    writer.writeOf(staleIds);
                    found.putAll(reading.apply(stale));
                });
        asked.forEach((jid, answers) -> {
            for (CompletableFuture<Optional<T>> answer : answers) {
                if (failure != null && stale.contains(jid)) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(Optional.ofNullable(found.get(jid)));
                }
            }
        });
    }

    private void other(StorageRequest request) {
        if (request instanceof StorageRequest.UinTaken asked) {
            asked.answer().complete(store.isUinTaken(asked.uin()));
        } else if (request instanceof StorageRequest.Online asked) {
            writer.writeAll();
            asked.answer().complete(store.onlineUsers());
        } else if (request instanceof StorageRequest.All asked) {
            writer.writeAll();
            asked.answer().complete(store.allUsers());
        }
    }
}
