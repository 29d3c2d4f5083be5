package org.libtransport.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.user.UserManager;
import org.libtransport.user.UserStatus;
import org.libtransport.xmpp.feature.register.RegistrationTexts;
import org.libtransport.xmpp.feature.register.Registrations;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** What can be asked and told about users and their messages. */
public final class UserEntries {

    private final UserManager users;
    private final Registrations registrations;
    private final Supplier<RegistrationTexts> texts;
    private final Metrics metrics;
    private final String language;

    /** @param language stored with users who are registered */
    public UserEntries(
            UserManager users,
            Registrations registrations,
            Supplier<RegistrationTexts> texts,
            Metrics metrics,
            String language) {
        this.users = users;
        this.registrations = registrations;
        this.texts = texts;
        this.metrics = metrics;
        this.language = language;
    }

    public List<AdminEntry> all() {
        return List.of(
                AdminEntry.command(
                        "online_users",
                        Category.USERS,
                        "Online users",
                        "Lists users who are logged in",
                        List.of(),
                        none -> about(all -> String.join(
                                "\n", all.stream().map(UserEntries::describe).toList()))),
                AdminEntry.variable(
                        "online_users_count",
                        Category.USERS,
                        "Number of users who are logged in",
                        () -> about(all -> Integer.toString(all.size()))),
                AdminEntry.command(
                        "has_online_user",
                        Category.USERS,
                        "Has online user",
                        "Tells whether a user is logged in",
                        List.of(Argument.word("username", "Username", "user@example.org")),
                        words -> about(all -> all.stream()
                                        .anyMatch(user -> user.jid().toString().equals(words.get(0)))
                                ? "1"
                                : "0")),
                AdminEntry.command(
                                "register",
                                Category.USERS,
                                "Register",
                                "Registers a user",
                                List.of(
                                        Argument.word("username", "Jabber ID", "user@example.org"),
                                        Argument.word(
                                                "legacy_username", texts.get().usernameLabel(), ""),
                                        Argument.password(
                                                "legacy_password", texts.get().passwordLabel())),
                                this::register)
                        .open(),
                AdminEntry.command(
                                "unregister",
                                Category.USERS,
                                "Unregister",
                                "Removes the registration of a user",
                                List.of(),
                                words -> unregister(words.get(0)))
                        .aboutUser()
                        .open(),
                AdminEntry.command(
                                "kick",
                                Category.USERS,
                                "Log out",
                                "Logs a user out; the next presence logs the user in again",
                                List.of(Argument.text("reason", "Reason", "Maintenance")),
                                words -> kick(words.get(0), words.get(1)))
                        .aboutUser(),
                AdminEntry.command(
                        "announce",
                        Category.USERS,
                        "Announce",
                        "Sends a message to all users who are logged in",
                        List.of(Argument.text("text", "Text", "We are back in five minutes")),
                        words -> announce(words.get(0))),
                counter("messages_from_xmpp", "Messages from users since the start", Counter.MESSAGES_FROM_XMPP),
                counter("messages_to_xmpp", "Messages to users since the start", Counter.MESSAGES_TO_XMPP));
    }

    private AdminEntry counter(String name, String description, Counter counter) {
        return AdminEntry.variable(
                name,
                Category.MESSAGES,
                description,
                () -> CompletableFuture.completedFuture(Long.toString(metrics.value(counter))));
    }

    private CompletionStage<String> about(Function<List<UserStatus>, String> text) {
        return users.status().thenApply(text);
    }

    private static String describe(UserStatus user) {
        return user.jid() + " \"3rd-party network username:\" \"" + user.uin() + '"';
    }

    private CompletionStage<String> register(List<String> words) {
        return withJid(
                words.get(0),
                jid -> registrations.usernameOf(jid).thenCompose(known -> {
                    if (known.isPresent()) {
                        return said("Error: User is already registered");
                    }
                    return registrations
                            .register(jid, words.get(1), words.get(2), language)
                            .handle((done, failure) -> failure == null ? "User registered" : refused(failure));
                }));
    }

    private static String refused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StanzaErrorException refusal) {
            return "Error: "
                    + (refusal.error().text() == null
                            ? "The registration was refused."
                            : refusal.error().text());
        }
        throw new CompletionException(cause);
    }

    private CompletionStage<String> unregister(String user) {
        return withJid(
                user,
                jid -> registrations.usernameOf(jid).thenCompose(known -> {
                    if (known.isEmpty()) {
                        return said("Error: User '" + user + "' is not registered");
                    }
                    return registrations.unregister(jid).thenApply(done -> "User '" + user + "' unregistered.");
                }));
    }

    private CompletionStage<String> kick(String user, String reason) {
        String told = reason.isEmpty() ? "You were logged out by an administrator." : reason;
        return withJid(
                user,
                jid -> users.kick(jid, told)
                        .thenApply(present -> present
                                ? "User '" + user + "' is logged out."
                                : "Error: User '" + user + "' is not logged in"));
    }

    private CompletionStage<String> announce(String text) {
        return text.isEmpty()
                ? said("Error: Argument is missing.")
                : users.announce(text).thenApply(count -> "Sent to " + count + " users.");
    }

    private static CompletionStage<String> withJid(String typed, Function<Jid, CompletionStage<String>> action) {
        Jid jid;
        try {
            jid = Jid.parse(typed);
        } catch (InvalidJidException e) {
            return said("Error: '" + typed + "' is no JID");
        }
        return action.apply(jid.bare());
    }

    private static CompletionStage<String> said(String text) {
        return CompletableFuture.completedFuture(text);
    }
}
