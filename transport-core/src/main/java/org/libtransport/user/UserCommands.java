package org.libtransport.user;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.Setting;
import org.libtransport.storage.StoredUser;
import org.libtransport.xmpp.feature.adhoc.Commands;
import org.libtransport.xmpp.jid.Jid;

/** What users can do with the transport by ad-hoc commands (XEP-0050). Any thread. */
public final class UserCommands implements Commands {

    static final Item SETTINGS = new Item("settings", "Transport settings");
    static final Item RECONNECT = new Item("reconnect", "Log in to the network anew");

    private static final Outcome NOT_REGISTERED =
            new Outcome.Done(true, "You are not registered with this transport.", List.of());

    private final UserServices services;
    private final UserManager users;

    public UserCommands(UserServices services, UserManager users) {
        this.services = services;
        this.users = users;
    }

    @Override
    public boolean isFor(Jid asker) {
        return true;
    }

    @Override
    public List<Item> all() {
        return List.of(SETTINGS, RECONNECT);
    }

    @Override
    public CompletionStage<Outcome> run(Jid asker, Item command, @Nullable Map<String, List<String>> values) {
        Jid user = asker.bare();
        return services.storage().load(user.toString()).thenCompose(stored -> {
            if (stored.isEmpty()) {
                return CompletableFuture.completedFuture(NOT_REGISTERED);
            } else if (command.equals(RECONNECT)) {
                return reconnect(user);
            } else if (values == null) {
                return CompletableFuture.completedFuture(
                        new Outcome.Ask(SETTINGS.name(), fields(choices(stored.get()))));
            }
            return change(user, stored.get(), values);
        });
    }

    private CompletionStage<Outcome> reconnect(Jid user) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        users.logOut(user, () -> {
            users.probe(user);
            done.complete(new Outcome.Done(false, "You are being logged in again.", List.of()));
        });
        return done;
    }

    /** What holds for the user, chosen or not. */
    private Map<Setting, Boolean> choices(StoredUser stored) {
        UserSettings settings = new UserSettings(stored.settings());
        UserPolicy rules = services.policy();
        Map<Setting, Boolean> choices = new LinkedHashMap<>();
        choices.put(Setting.ENABLE_TRANSPORT, !"0".equals(stored.settings().get(Setting.ENABLE_TRANSPORT.key())));
        choices.put(Setting.SEND_HEADLINES, settings.messages(rules).headlines());
        choices.put(Setting.STAY_CONNECTED, settings.staysConnected(rules));
        return choices;
    }

    private static List<Field> fields(Map<Setting, Boolean> choices) {
        List<Field> fields = new ArrayList<>();
        choices.forEach((setting, value) ->
                fields.add(new Field(setting.key(), "boolean", label(setting), false, List.of(value ? "1" : "0"))));
        return fields;
    }

    private static String label(Setting setting) {
        return switch (setting) {
            case ENABLE_TRANSPORT -> "Log in to the network when I am online";
            case SEND_HEADLINES -> "Show news of the network as headlines";
            case STAY_CONNECTED -> "Stay on the network when I go offline";
            default -> setting.key();
        };
    }

    private CompletionStage<Outcome> change(Jid user, StoredUser stored, Map<String, List<String>> values) {
        Map<Setting, String> changes = new LinkedHashMap<>();
        choices(stored).forEach((setting, before) -> {
            List<String> given = values.getOrDefault(setting.key(), List.of());
            boolean after = given.isEmpty()
                    ? before
                    : given.get(0).equals("1") || given.get(0).equals("true");
            if (after != before) {
                changes.put(setting, after ? "1" : "0");
            }
        });
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        users.onLoop(user, present -> {
            changes.forEach((setting, value) -> {
                services.storage().putSetting(stored.user().id(), setting, value);
                if (present != null) {
                    present.changeSetting(setting, value);
                }
            });
            done.complete(new Outcome.Done(false, changes.isEmpty() ? "Nothing was changed." : "Saved.", List.of()));
        });
        return done;
    }
}
