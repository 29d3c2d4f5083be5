package org.libtransport.user;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.libtransport.text.Language;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.feature.adhoc.Commands.Field;
import org.libtransport.xmpp.feature.adhoc.Commands.Outcome;
import org.libtransport.xmpp.feature.register.Registrations;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people say to the transport itself, registered or not: a few commands, in words. Any thread. */
public final class UserDesk {

    private static final Logger log = LoggerFactory.getLogger(UserDesk.class);

    /** How often somebody is told that a word was not understood, so that two programs do not talk for ever. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 10_000;

    private final UserServices services;
    private final UserManager users;
    private final Registrations registrations;
    private final UserCommands commands;
    private final Cache<Jid, Boolean> told = CacheBuilder.newBuilder()
            .expireAfterWrite(SILENCE)
            .maximumSize(MOST_REMEMBERED)
            .build();

    public UserDesk(UserServices services, UserManager users, Registrations registrations, UserCommands commands) {
        this.services = services;
        this.users = users;
        this.registrations = registrations;
        this.commands = commands;
    }

    /** Takes what somebody says to the transport; false if somebody else has to take the stanza. */
    public boolean takes(Stanza stanza) {
        Jid from = stanza.from();
        boolean toTransport = services.policy().transport().equals(stanza.to());
        if (from == null || !toTransport || !(stanza instanceof Message message) || !isTalk(message)) {
            return false;
        }
        String body = message.body();
        if (body != null && !body.isBlank()) {
            String[] words = body.strip().split("\\s+", 4);
            obey(message, from.bare(), words).whenComplete((text, failure) -> {
                if (failure != null) {
                    answer(message, from, explain(failure));
                } else if (!text.toString().isEmpty()) {
                    answer(message, from, text);
                }
            });
        }
        return true;
    }

    private static boolean isTalk(Message message) {
        return message.type() == Message.Type.CHAT || message.type() == Message.Type.NORMAL;
    }

    private CompletionStage<Text> obey(Message message, Jid user, String[] words) {
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "help" -> said(Sentence.HELP);
            case "status" -> status(user);
            case "register", "unregister" ->
                services.policy().serverMode() ? notUnderstood(user) : registration(message, user, words);
            case "reconnect" -> commands.run(user, UserCommands.RECONNECT, null).thenApply(UserDesk::note);
            case "settings" -> settings(user, words);
            default -> notUnderstood(user);
        };
    }

    private CompletionStage<Text> notUnderstood(Jid user) {
        return told.asMap().putIfAbsent(user, true) == null ? said(Sentence.NOT_UNDERSTOOD) : said(Text.verbatim(""));
    }

    private CompletionStage<Text> status(Jid user) {
        return registrations.usernameOf(user).thenCompose(name -> {
            if (name.isEmpty()) {
                return said(Sentence.NOT_REGISTERED);
            }
            CompletableFuture<Text> done = new CompletableFuture<>();
            users.onLoop(
                    user,
                    present -> done.complete(Text.of(
                            present != null && present.isOnline()
                                    ? Sentence.REGISTERED_AND_ONLINE
                                    : Sentence.REGISTERED_AND_OFFLINE,
                            name.get())));
            return done;
        });
    }

    private CompletionStage<Text> registration(Message message, Jid user, String[] words) {
        return words[0].equalsIgnoreCase("register") ? register(message, user, words) : unregister(user, words);
    }

    private CompletionStage<Text> register(Message message, Jid user, String[] words) {
        if (!registrations.admits(user)) {
            return said(Sentence.NOT_OF_HERE);
        } else if (words.length < 2) {
            return said(Sentence.NAME_NEEDED);
        } else if (words.length < 3 && registrations.needsPassword()) {
            return said(Sentence.PASSWORD_NEEDED);
        }
        String password = words.length < 3 ? "" : words[2];
        String language =
                Objects.requireNonNullElse(message.lang(), services.policy().language());
        return registrations
                .register(user, words[1], password, language)
                .thenApply(
                        done -> Text.of(password.isEmpty() ? Sentence.REGISTERED : Sentence.REGISTERED_WITH_PASSWORD));
    }

    private CompletionStage<Text> unregister(Jid user, String[] words) {
        if (words.length < 2 || !words[1].equalsIgnoreCase("yes")) {
            return said(Sentence.UNREGISTER_CONFIRM);
        }
        return registrations.unregister(user).thenApply(done -> Text.of(Sentence.UNREGISTERED));
    }

    private CompletionStage<Text> settings(Jid user, String[] words) {
        if (words.length < 3) {
            return commands.run(user, UserCommands.SETTINGS, null).thenApply(UserDesk::list);
        }
        boolean on = words[2].equalsIgnoreCase("on");
        if (!on && !words[2].equalsIgnoreCase("off")) {
            return said(Sentence.SETTING_ON_OR_OFF);
        }
        return commands.run(user, UserCommands.SETTINGS, null).thenCompose(outcome -> {
            boolean known = outcome instanceof Outcome.Ask ask
                    && ask.fields().stream().anyMatch(field -> field.name().equals(words[1]));
            if (!known) {
                return CompletableFuture.completedFuture(list(outcome));
            }
            return commands.run(user, UserCommands.SETTINGS, Map.of(words[1], List.of(on ? "1" : "0")))
                    .thenApply(UserDesk::note);
        });
    }

    private static Text list(Outcome outcome) {
        if (!(outcome instanceof Outcome.Ask ask)) {
            return note(outcome);
        }
        StringBuilder lines = new StringBuilder();
        for (Field field : ask.fields()) {
            lines.append('\n')
                    .append(field.name())
                    .append(field.values().contains("1") ? " on" : " off")
                    .append(": ")
                    .append(field.label());
        }
        return Text.of(Sentence.SETTINGS_LIST, lines);
    }

    private static Text note(Outcome outcome) {
        return Text.verbatim(outcome instanceof Outcome.Done done ? done.note() : "");
    }

    private static CompletionStage<Text> said(Sentence sentence) {
        return said(Text.of(sentence));
    }

    private static CompletionStage<Text> said(Text text) {
        return CompletableFuture.completedFuture(text);
    }

    private static Text explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StanzaErrorException refused && refused.error().text() != null) {
            return refused.error().text();
        }
        log.warn("A command of a user failed", cause);
        return Text.of(Sentence.COMMAND_FAILED);
    }

    private void answer(Message message, Jid from, Text text) {
        Language language = Language.of(message.lang());
        services.send(new Message(
                services.policy().transport(),
                from,
                message.type(),
                null,
                text.isTranslated() ? language.tag() : null,
                List.of(Element.of("body", Element.CONTENT_NAMESPACE, text.in(language)))));
    }
}
