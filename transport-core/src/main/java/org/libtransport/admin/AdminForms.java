package org.libtransport.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.feature.adhoc.Commands;
import org.libtransport.xmpp.jid.Jid;

/**
 * All entries as ad-hoc commands: each under its own name, and those that XEP-0133 has also under the names and with the
 * fields of that document.
 */
public final class AdminForms implements Commands {

    private static final String USER = "user";

    private final AdminInterface admin;
    private final Predicate<Jid> admins;
    private final Map<String, ServiceCommand> services = new LinkedHashMap<>();

    /**
     * @param admins who may run commands
     * @param messageOfTheDay what it is now
     */
    public AdminForms(AdminInterface admin, Predicate<Jid> admins, Supplier<String> messageOfTheDay) {
        this.admin = admin;
        this.admins = admins;
        ServiceCommand.all(messageOfTheDay).forEach(command -> services.put(command.node(), command));
    }

    @Override
    public boolean isFor(Jid asker) {
        return admins.test(asker);
    }

    @Override
    public List<Item> all() {
        List<Item> all = new ArrayList<>();
        services.values().forEach(command -> all.add(new Item(command.node(), command.name())));
        admin.entries().forEach(entry -> all.add(new Item(entry.name(), entry.label())));
        return all;
    }

    @Override
    public CompletionStage<Outcome> run(Jid asker, Item command, @Nullable Map<String, List<String>> values) {
        ServiceCommand service = services.get(command.node());
        return service != null ? service.run(admin, values) : run(admin.entry(command.node()), values);
    }

    private CompletionStage<Outcome> run(AdminEntry entry, @Nullable Map<String, List<String>> values) {
        List<Field> fields = fields(entry);
        if (values == null && !fields.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.Ask(entry.label(), fields));
        }
        List<String> arguments = new ArrayList<>();
        for (Field field : fields) {
            String value = values == null ? "" : String.join("\n", values.getOrDefault(field.name(), List.of()));
            if (value.isEmpty() && field.required()) {
                return CompletableFuture.completedFuture(
                        new Outcome.Done(true, field.label() + " is missing.", List.of()));
            }
            arguments.add(value);
        }
        return admin.run(entry, arguments).thenApply(answer -> done(entry.label(), answer));
    }

    private static List<Field> fields(AdminEntry entry) {
        List<Field> fields = new ArrayList<>();
        if (entry.isAboutUser()) {
            fields.add(new Field(USER, "jid-single", "Jabber ID", true, List.of()));
        }
        for (Argument argument : entry.arguments()) {
            fields.add(
                    switch (argument.type()) {
                        case STRING -> new Field(argument.name(), "text-single", argument.label(), true, List.of());
                        case PASSWORD -> new Field(argument.name(), "text-private", argument.label(), true, List.of());
                        case TEXT -> new Field(argument.name(), "text-multi", argument.label(), false, List.of());
                    });
        }
        return fields;
    }

    static Outcome done(String label, String answer) {
        if (answer.startsWith("Error: ")) {
            return new Outcome.Done(true, answer.substring("Error: ".length()), List.of());
        }
        if (!answer.contains("\n")) {
            return new Outcome.Done(false, answer.isEmpty() ? "Done." : answer, List.of());
        }
        return new Outcome.Done(
                false, "", List.of(new Field("answer", "text-multi", label, false, Arrays.asList(answer.split("\n")))));
    }
}
