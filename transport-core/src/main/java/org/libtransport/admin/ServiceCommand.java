package org.libtransport.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.feature.adhoc.Commands.Field;
import org.libtransport.xmpp.feature.adhoc.Commands.Outcome;

/**
 * One command of service administration (XEP-0133) and the entries that do its work.
 *
 * @param asked what has to be filled in
 * @param lines what it does, in the language of {@link AdminInterface}, one after the other
 * @param result what the answer to the last line becomes
 */
record ServiceCommand(
        String node,
        String name,
        Supplier<List<Field>> asked,
        Function<Map<String, List<String>>, List<String>> lines,
        Function<String, Outcome> result) {

    private static final String NAMESPACE = "http://jabber.org/protocol/admin";
    private static final Field FORM_TYPE = new Field("FORM_TYPE", "hidden", "", false, List.of(NAMESPACE));

    /** All of them that make sense here. */
    static List<ServiceCommand> all(Supplier<String> messageOfTheDay) {
        return List.of(
                new ServiceCommand(
                        NAMESPACE + "#get-online-users-num",
                        "Get Number of Online Users",
                        List::of,
                        values -> List.of("online_users_count"),
                        answer -> found(
                                new Field("onlineusersnum", "text-single", "Online users", false, List.of(answer)))),
                new ServiceCommand(
                        NAMESPACE + "#get-online-users-list",
                        "Get List of Online Users",
                        List::of,
                        values -> List.of("online_users"),
                        answer -> found(new Field("onlineuserjids", "jid-multi", "Online users", false, jids(answer)))),
                new ServiceCommand(
                        NAMESPACE + "#announce",
                        "Send Announcement to Online Users",
                        () -> List.of(new Field("announcement", "text-multi", "Announcement", true, List.of())),
                        values -> List.of("announce " + text(values, "announcement")),
                        answer -> AdminForms.done("", answer)),
                new ServiceCommand(
                        NAMESPACE + "#set-motd",
                        "Set Message of the Day",
                        () -> List.of(new Field("motd", "text-multi", "Message of the day", true, List.of())),
                        values -> List.of("set motd " + text(values, "motd"), "announce " + text(values, "motd")),
                        answer -> AdminForms.done("", answer)),
                new ServiceCommand(
                        NAMESPACE + "#edit-motd",
                        "Edit Message of the Day",
                        () -> List.of(new Field(
                                "motd",
                                "text-multi",
                                "Message of the day",
                                true,
                                Arrays.asList(messageOfTheDay.get().split("\n")))),
                        values -> List.of("set motd " + text(values, "motd")),
                        answer -> AdminForms.done("", answer)),
                new ServiceCommand(
                        NAMESPACE + "#delete-motd",
                        "Delete Message of the Day",
                        List::of,
                        values -> List.of("set motd \"\""),
                        answer -> AdminForms.done("", answer)),
                new ServiceCommand(
                        NAMESPACE + "#end-user-session",
                        "End User Session",
                        () -> List.of(accounts()),
                        values -> each(values, "kick "),
                        answer -> AdminForms.done("", answer)),
                new ServiceCommand(
                        NAMESPACE + "#delete-user",
                        "Delete User",
                        () -> List.of(accounts()),
                        values -> each(values, "unregister "),
                        answer -> AdminForms.done("", answer)));
    }

    private static Field accounts() {
        return new Field("accountjids", "jid-multi", "The Jabber IDs", true, List.of());
    }

    private static List<String> each(Map<String, List<String>> values, String command) {
        return values.getOrDefault("accountjids", List.of()).stream()
                .map(jid -> command + jid.strip())
                .toList();
    }

    private static String text(Map<String, List<String>> values, String field) {
        return String.join("\n", values.getOrDefault(field, List.of()));
    }

    private static List<String> jids(String online) {
        return online.lines().map(line -> line.split(" ", 2)[0]).toList();
    }

    private static Outcome found(Field field) {
        return new Outcome.Done(false, "", List.of(FORM_TYPE, field));
    }

    CompletionStage<Outcome> run(AdminInterface admin, @Nullable Map<String, List<String>> values) {
        List<Field> fields = asked.get();
        if (values == null && !fields.isEmpty()) {
            List<Field> all = new ArrayList<>(List.of(FORM_TYPE));
            all.addAll(fields);
            return CompletableFuture.completedFuture(new Outcome.Ask(name, all));
        }
        Map<String, List<String>> given = Objects.requireNonNullElse(values, Map.of());
        for (Field field : fields) {
            if (text(given, field.name()).isBlank()) {
                return CompletableFuture.completedFuture(
                        new Outcome.Done(true, field.label() + " is missing.", List.of()));
            }
        }
        CompletionStage<List<String>> answers = CompletableFuture.completedFuture(List.of());
        for (String line : lines.apply(given)) {
            answers = answers.thenCompose(before -> admin.query(line).thenApply(answer -> {
                List<String> more = new ArrayList<>(before);
                more.add(answer);
                return more;
            }));
        }
        return answers.thenApply(all -> result.apply(all.stream()
                .filter(answer -> answer.startsWith("Error: "))
                .findFirst()
                .orElse(all.get(all.size() - 1))));
    }
}
