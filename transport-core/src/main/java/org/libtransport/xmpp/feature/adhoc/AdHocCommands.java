package org.libtransport.xmpp.feature.adhoc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.feature.adhoc.Commands.Field;
import org.libtransport.xmpp.feature.adhoc.Commands.Outcome;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/**
 * Ad-hoc commands (XEP-0050) at the transport's own address. Each has one form at most, which brings all that the command
 * needs; so nothing is remembered between the two requests, and the session's name is only repeated.
 */
public final class AdHocCommands implements Feature {

    public static final String NAMESPACE = "http://jabber.org/protocol/commands";
    private static final String FORM_NAMESPACE = "jabber:x:data";

    private final List<Commands> sources;

    public AdHocCommands(List<Commands> sources) {
        this.sources = List.copyOf(sources);
    }

    /** What this asker may run. */
    public List<Commands.Item> offeredTo(Jid asker) {
        return sources.stream()
                .filter(source -> source.isFor(asker))
                .flatMap(source -> source.all().stream())
                .toList();
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.asyncIq(Iq.Type.SET, "command", NAMESPACE, this::command);
    }

    private CompletionStage<Iq> command(Iq request) {
        Jid to = request.to();
        if (to != null && to.local() != null) {
            throw refused(Condition.SERVICE_UNAVAILABLE, Sentence.CONTACTS_HAVE_NO_COMMANDS);
        }
        Jid asker = Objects.requireNonNull(request.from());
        Element command = Objects.requireNonNull(request.payload());
        Commands source = sourceOf(command.attribute("node"));
        if (!source.isFor(asker)) {
            throw refused(Condition.FORBIDDEN, Sentence.ADMINISTRATORS_ONLY);
        }
        Commands.Item item = find(source, command.attribute("node")).orElseThrow();
        String action = Objects.requireNonNullElse(command.attribute("action"), "execute");
        Element form = command.child("x", FORM_NAMESPACE);
        return switch (action) {
            case "cancel" ->
                CompletableFuture.completedFuture(
                        request.result(answer(command, "canceled").build()));
            case "execute", "complete", "next" -> {
                boolean cancelled = form != null && "cancel".equals(form.attribute("type"));
                yield source.run(asker, item, form == null || cancelled ? null : values(form))
                        .thenApply(outcome -> request.result(answer(command, outcome)));
            }
            default -> throw refused(Condition.BAD_REQUEST, Sentence.NO_SUCH_ACTION);
        };
    }

    private Commands sourceOf(@Nullable String node) {
        return sources.stream()
                .filter(source -> find(source, node).isPresent())
                .findFirst()
                .orElseThrow(() -> refused(Condition.ITEM_NOT_FOUND, Sentence.NO_SUCH_COMMAND));
    }

    private static Optional<Commands.Item> find(Commands source, @Nullable String node) {
        return source.all().stream().filter(item -> item.node().equals(node)).findAny();
    }

    private static Map<String, List<String>> values(Element form) {
        Map<String, List<String>> values = new HashMap<>();
        for (Element field : form.children()) {
            String name = field.attribute("var");
            if (field.is("field", FORM_NAMESPACE) && name != null) {
                values.put(
                        name,
                        field.children().stream()
                                .filter(value -> value.is("value", FORM_NAMESPACE))
                                .map(Element::text)
                                .toList());
            }
        }
        return values;
    }

    private static Element answer(Element command, Outcome outcome) {
        if (outcome instanceof Outcome.Ask ask) {
            Element actions = Element.builder("actions", NAMESPACE)
                    .attribute("execute", "complete")
                    .add(Element.of("complete", NAMESPACE))
                    .build();
            return answer(command, "executing")
                    .add(actions)
                    .add(form("form", ask.title(), ask.fields()))
                    .build();
        }
        Outcome.Done done = (Outcome.Done) outcome;
        Element.Builder answer = answer(command, "completed");
        if (!done.note().isEmpty()) {
            answer.add(Element.builder("note", NAMESPACE)
                    .attribute("type", done.failed() ? "error" : "info")
                    .text(done.note())
                    .build());
        }
        if (!done.fields().isEmpty()) {
            answer.add(form("result", "", done.fields()));
        }
        return answer.build();
    }

    private static Element.Builder answer(Element command, String status) {
        String session = command.attribute("sessionid");
        return Element.builder("command", NAMESPACE)
                .attribute("node", command.attribute("node"))
                .attribute("sessionid", session == null ? UUID.randomUUID().toString() : session)
                .attribute("status", status);
    }

    private static Element form(String type, String title, List<Field> fields) {
        Element.Builder form = Element.builder("x", FORM_NAMESPACE).attribute("type", type);
        if (!title.isEmpty()) {
            form.child("title", title);
        }
        fields.forEach(field -> form.add(field(field)));
        return form.build();
    }

    private static Element field(Field field) {
        Element.Builder element = Element.builder("field", FORM_NAMESPACE)
                .attribute("var", field.name())
                .attribute("type", field.type())
                .attribute("label", field.label().isEmpty() ? null : field.label());
        if (field.required()) {
            element.add(Element.of("required", FORM_NAMESPACE));
        }
        field.values().forEach(value -> element.child("value", value));
        return element.build();
    }

    private static StanzaErrorException refused(Condition condition, Sentence sentence) {
        return new StanzaErrorException(StanzaError.of(condition, sentence));
    }
}
