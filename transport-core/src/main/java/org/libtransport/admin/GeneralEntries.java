package org.libtransport.admin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.libtransport.backend.BackendPool;
import org.libtransport.backend.BackendStatus;
import org.libtransport.user.UserManager;

/** What can be asked and told about the transport as a whole. */
public final class GeneralEntries {

    private final UserManager users;
    private final BackendPool backends;
    private final LinkState link;
    private final Supplier<String> messageOfTheDay;
    private final Consumer<String> setMessageOfTheDay;
    private final Supplier<String> privileges;
    private final long started = System.nanoTime();

    public GeneralEntries(
            UserManager users,
            BackendPool backends,
            LinkState link,
            Supplier<String> messageOfTheDay,
            Consumer<String> setMessageOfTheDay,
            Supplier<String> privileges) {
        this.users = users;
        this.backends = backends;
        this.link = link;
        this.messageOfTheDay = messageOfTheDay;
        this.setMessageOfTheDay = setMessageOfTheDay;
        this.privileges = privileges;
    }

    public List<AdminEntry> all() {
        return List.of(
                AdminEntry.variable("status", Category.GENERAL, "Shows instance status", this::status),
                AdminEntry.variable(
                        "uptime",
                        Category.GENERAL,
                        "Seconds since the start",
                        () -> said(Long.toString(
                                Duration.ofNanos(System.nanoTime() - started).toSeconds()))),
                AdminEntry.variable(
                        "connection",
                        Category.GENERAL,
                        "Whether users can reach the transport",
                        () -> said(link.describe())),
                AdminEntry.variable(
                        "privileges",
                        Category.GENERAL,
                        "What the XMPP server lets the transport do, and what users miss without the rest",
                        () -> said(privileges.get())),
                AdminEntry.variable(
                                "motd",
                                Category.GENERAL,
                                "What users are told when they log in, until the next start or reload; \"\" for nothing",
                                () -> said(messageOfTheDay.get()))
                        .settable(words -> {
                            setMessageOfTheDay.accept(words.get(0));
                            return said("The message of the day is set.");
                        }),
                AdminEntry.command(
                        "get_oauth2_url",
                        Category.FRONTEND,
                        "",
                        "The page where a user allows the log-in; empty, since XMPP needs none",
                        List.of(
                                Argument.word("username", "Jabber ID", "user@example.org"),
                                Argument.word("legacy_username", "Username", ""),
                                Argument.password("legacy_password", "Password")),
                        words -> said("")),
                AdminEntry.command(
                        "set_oauth2_code",
                        Category.FRONTEND,
                        "",
                        "Takes what the page for the log-in gave out; XMPP needs none",
                        List.of(Argument.word("code", "Code", ""), Argument.word("state", "State", "")),
                        words -> said("Error: XMPP has no such page.")));
    }

    private CompletionStage<String> status() {
        return users.status()
                .thenCombine(
                        backends.status(),
                        (online, all) -> "Running (" + online.size() + " users connected using "
                                + all.stream().filter(BackendStatus::ready).count() + " backends)");
    }

    private static CompletionStage<String> said(String text) {
        return CompletableFuture.completedFuture(text);
    }
}
