package org.libtransport.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.libtransport.backend.BackendPool;
import org.libtransport.backend.BackendStatus;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;

/** What can be asked and told about backends, and their memory in KiB together with the transport's own. */
public final class BackendEntries {

    private final BackendPool backends;
    private final Metrics metrics;

    public BackendEntries(BackendPool backends, Metrics metrics) {
        this.backends = backends;
        this.metrics = metrics;
    }

    public List<AdminEntry> all() {
        return List.of(
                number(Category.BACKENDS, "backends_count", "Number of backends", all -> all.size()),
                AdminEntry.variable(
                        "crashed_backends_count",
                        Category.BACKENDS,
                        "Number of backends that crashed since the start",
                        () -> CompletableFuture.completedFuture(
                                Long.toString(metrics.value(Counter.BACKENDS_CRASHED)))),
                AdminEntry.variable(
                        "crashed_backends",
                        Category.BACKENDS,
                        "Process ids of the last backends that crashed",
                        () -> backends.crashed().thenApply(ids -> String.join("\n", ids))),
                AdminEntry.variable(
                        "backends",
                        Category.BACKENDS,
                        "Backends with users, memory and age",
                        () -> about(all -> lines(all, BackendEntries::describe))),
                perBackend(
                        Category.BACKENDS,
                        "online_users_per_backend",
                        "Number of users on each backend",
                        BackendStatus::users),
                AdminEntry.command(
                        "drain",
                        Category.BACKENDS,
                        "Drain a backend",
                        "Gives a backend no more users, moves those it has, and ends it",
                        List.of(Argument.word("backend", "Process id or name", "4711")),
                        words -> drain(words.get(0))),
                number(
                        Category.MEMORY,
                        "res_memory",
                        "Memory of the transport and its backends in KB",
                        all -> resident(all)),
                number(
                        Category.MEMORY,
                        "shr_memory",
                        "Memory that the transport and its backends share with others in KB",
                        all -> shared(all)),
                number(
                        Category.MEMORY,
                        "used_memory",
                        "Memory that only the transport and its backends use in KB",
                        all -> Math.max(0, resident(all) - shared(all))),
                number(
                        Category.MEMORY,
                        "average_memory_per_user",
                        "Memory of backends for each user in KB",
                        BackendEntries::averageForUser),
                perBackend(
                        Category.MEMORY,
                        "res_memory_per_backend",
                        "Memory of each backend in KB",
                        b -> b.residentKib()),
                perBackend(
                        Category.MEMORY,
                        "shr_memory_per_backend",
                        "Memory that each backend shares with others in KB",
                        b -> b.sharedKib()),
                perBackend(
                        Category.MEMORY,
                        "used_memory_per_backend",
                        "Memory that only each backend uses in KB",
                        b -> b.residentKib() - b.sharedKib()),
                perBackend(
                        Category.MEMORY,
                        "average_memory_per_user_per_backend",
                        "Memory of each backend for each of its users in KB",
                        b -> averageForUser(List.of(b))));
    }

    private CompletionStage<String> drain(String name) {
        return backends.drain(name)
                .thenApply(users -> users.isEmpty()
                        ? "Error: There is no backend '" + name + "'."
                        : "Backend '" + name + "' is drained of " + users.getAsInt() + " users.");
    }

    private CompletionStage<String> about(Function<List<BackendStatus>, String> text) {
        return backends.status()
                .thenApply(all ->
                        text.apply(all.stream().filter(BackendStatus::ready).toList()));
    }

    private AdminEntry number(
            Category category, String name, String description, ToLongFunction<List<BackendStatus>> value) {
        return AdminEntry.variable(
                name, category, description, () -> about(all -> Long.toString(value.applyAsLong(all))));
    }

    private AdminEntry perBackend(
            Category category, String name, String description, ToLongFunction<BackendStatus> value) {
        return AdminEntry.variable(
                name,
                category,
                description,
                () -> about(all -> lines(all, backend -> backend.id() + ": " + value.applyAsLong(backend))));
    }

    private static String lines(List<BackendStatus> all, Function<BackendStatus, String> line) {
        return String.join("\n", all.stream().map(line).toList());
    }

    private static String describe(BackendStatus backend) {
        return backend.id() + ": " + backend.users() + " users, " + backend.residentKib() + " KB, up "
                + backend.age().toSeconds() + " s, " + (backend.accepting() ? "takes more" : "takes no more")
                + (backend.software().isEmpty() ? "" : ", " + backend.software());
    }

    private static long resident(List<BackendStatus> all) {
        return ProcessMemory.now().resident()
                + all.stream().mapToLong(BackendStatus::residentKib).sum();
    }

    private static long shared(List<BackendStatus> all) {
        return ProcessMemory.now().shared()
                + all.stream().mapToLong(BackendStatus::sharedKib).sum();
    }

    private static long averageForUser(List<BackendStatus> all) {
        long users = all.stream().mapToLong(BackendStatus::users).sum();
        long grown = all.stream()
                .mapToLong(backend -> Math.max(0, backend.residentKib() - backend.initialKib()))
                .sum();
        return users == 0 ? 0 : grown / users;
    }
}
