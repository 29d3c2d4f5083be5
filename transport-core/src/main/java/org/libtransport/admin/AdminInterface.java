package org.libtransport.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.QueryHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands and variables of a transport, and the language in which they are asked for: {@code NAME ARGUMENTS},
 * {@code get NAME}, {@code set NAME VALUE}, words parted by blanks. May be used from any thread; never blocks.
 *
 * <p>Whoever asks is an administrator: who is one is decided before.
 */
public final class AdminInterface implements QueryHandler {

    private static final Logger log = LoggerFactory.getLogger(AdminInterface.class);

    private static final String UNKNOWN = "Error: Unknown variable or command";

    private final ConcurrentNavigableMap<String, AdminEntry> entries = new ConcurrentSkipListMap<>();
    private final KnownUsers users;

    /** @param users who is registered or logged in */
    public AdminInterface(KnownUsers users) {
        this.users = users;
        new Introspection(entries.values()).entries().forEach(this::add);
    }

    /** Who can be meant by a command about a user. */
    @FunctionalInterface
    public interface KnownUsers {
        CompletionStage<Boolean> has(String jid);
    }

    /**
     * Adds an entry, from now on.
     *
     * @throws IllegalStateException if there is one of this name
     */
    public void add(AdminEntry entry) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalStateException("two admin commands are named " + entry.name());
        }
    }

    /** All entries by name. */
    Collection<AdminEntry> entries() {
        return entries.values();
    }

    /** What somebody wrote is answered; the stage never fails. */
    @Override
    public CompletionStage<String> query(String line) {
        List<String> words = words(line);
        return told(words.isEmpty() ? "" : words.get(0), answer(words));
    }

    /** The entry of this name, which is there. */
    AdminEntry entry(String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    /** Runs an entry whose arguments are words already, with the user in front of them if it is about one. */
    CompletionStage<String> run(AdminEntry entry, List<String> arguments) {
        return told(entry.name(), entry.isVariable() ? entry.run(List.of()) : execute(entry, arguments));
    }

    private static CompletionStage<String> told(String name, CompletionStage<String> answer) {
        return answer.exceptionally(failure -> {
            log.error("The admin command {} failed", name, failure);
            return "Error: The command failed; the log of the transport says why.";
        });
    }

    private static List<String> words(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split(" +"));
    }

    private CompletionStage<String> answer(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        boolean get = first.equals("get");
        boolean set = first.equals("set");
        List<String> rest = words.subList(Math.min(get || set ? 1 : 0, words.size()), words.size());
        AdminEntry entry = rest.isEmpty() ? null : entries.get(rest.get(0));
        if (entry == null) {
            return said(UNKNOWN);
        }
        List<String> arguments = rest.subList(1, rest.size());
        if (set) {
            return set(entry, arguments);
        } else if (entry.isVariable()) {
            return arguments.isEmpty()
                    ? entry.run(List.of())
                    : said(get ? "Error: Too many arguments." : "Error: This is not a command, but a variable.");
        } else if (get) {
            return said("Error: This variable cannot be get.");
        }
        return execute(entry, arguments);
    }

    private static CompletionStage<String> set(AdminEntry entry, List<String> words) {
        if (!entry.isSettable()) {
            return said("Error: This variable cannot be set.");
        } else if (words.isEmpty()) {
            return said("Error: Value is missing.");
        }
        String value = String.join(" ", words);
        return entry.set(value.equals("\"\"") ? "" : value);
    }

    private CompletionStage<String> execute(AdminEntry entry, List<String> words) {
        if (!entry.isAboutUser()) {
            return execute(entry, null, words);
        } else if (words.isEmpty()) {
            return said("Error: No username given");
        }
        String user = words.get(0);
        return users.has(user)
                .thenCompose(known -> known
                        ? execute(entry, user, words.subList(1, words.size()))
                        : said("Error: This command can be executed only in user context."));
    }

    private static CompletionStage<String> execute(AdminEntry entry, @Nullable String user, List<String> words) {
        int most = entry.arguments().size();
        int least = entry.takesText() ? most - 1 : most;
        if (words.size() < least) {
            return said("Error: Argument is missing.");
        } else if (words.size() > most && !entry.takesText()) {
            return said("Error: Too many arguments.");
        }
        List<String> values = new ArrayList<>(most + 1);
        if (user != null) {
            values.add(user);
        }
        values.addAll(words.subList(0, least));
        if (entry.takesText()) {
            values.add(String.join(" ", words.subList(least, words.size())));
        }
        return entry.run(List.copyOf(values));
    }

    private static CompletionStage<String> said(String text) {
        return CompletableFuture.completedFuture(text);
    }
}
