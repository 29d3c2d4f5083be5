package org.libtransport.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Requests;
import org.libtransport.xmpp.xml.Element;

/**
 * Gives contacts to clients that put them into the roster themselves (XEP-0144), all at once. Not thread-safe: belongs to
 * the user's loop.
 */
public final class RosterExchange {

    private static final String NAMESPACE = "http://jabber.org/protocol/rosterx";
    private static final String DISCO_NAMESPACE = "http://jabber.org/protocol/disco#info";

    private final Jid transport;
    private final Requests requests;
    private final Supplier<Collection<Jid>> resources;
    /** Whether each resource takes part, as it said itself. */
    private final Map<Jid, Boolean> takesPart = new HashMap<>();

    /** @param resources where the user is now */
    public RosterExchange(Jid transport, Requests requests, Supplier<Collection<Jid>> resources) {
        this.transport = transport;
        this.requests = requests;
        this.resources = resources;
    }

    /** Adds contacts. Completes on the loop, with true if a client has taken them. */
    CompletionStage<Boolean> add(Collection<Buddy> buddies) {
        return exchange("add", buddies);
    }

    /** Changes names and groups of contacts. */
    CompletionStage<Boolean> modify(Collection<Buddy> buddies) {
        return exchange("modify", buddies);
    }

    /** Removes contacts. */
    CompletionStage<Boolean> delete(Collection<Buddy> buddies) {
        return exchange("delete", buddies);
    }

    private CompletionStage<Boolean> exchange(String action, Collection<Buddy> buddies) {
        Collection<Jid> present = List.copyOf(resources.get());
        takesPart.keySet().retainAll(present);
        List<CompletionStage<Boolean>> answers = new ArrayList<>();
        Element items = items(action, buddies);
        for (Jid resource : present) {
            answers.add(asks(resource).thenCompose(willing -> willing ? send(resource, items) : no()));
        }
        CompletionStage<Boolean> taken = no();
        for (CompletionStage<Boolean> answer : answers) {
            taken = taken.thenCombine(answer, Boolean::logicalOr);
        }
        return taken;
    }

    private static CompletionStage<Boolean> no() {
        return CompletableFuture.completedFuture(false);
    }

    private CompletionStage<Boolean> asks(Jid resource) {
        Boolean known = takesPart.get(resource);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        Iq question = Iq.request(transport, resource, Iq.Type.GET, "", Element.of("query", DISCO_NAMESPACE));
        return requests.request(question).thenApply(answer -> {
            Element info = answer.payload("query", DISCO_NAMESPACE);
            boolean willing = !answer.isError()
                    && info != null
                    && info.children().stream()
                            .anyMatch(each -> each.name().equals("feature") && NAMESPACE.equals(each.attribute("var")));
            takesPart.put(resource, willing);
            return willing;
        });
    }

    private CompletionStage<Boolean> send(Jid resource, Element items) {
        return requests.request(Iq.request(transport, resource, Iq.Type.SET, "", items))
                .thenApply(answer -> !answer.isError());
    }

    private static Element items(String action, Collection<Buddy> buddies) {
        Element.Builder all = Element.builder("x", NAMESPACE);
        for (Buddy buddy : buddies) {
            Element.Builder item = Element.builder("item", NAMESPACE)
                    .attribute("action", action)
                    .attribute("jid", buddy.jid().bare().toString())
                    .attribute("name", buddy.alias().isEmpty() ? null : buddy.alias());
            if (!action.equals("delete")) {
                buddy.groups().forEach(group -> item.child("group", group));
            }
            all.add(item.build());
        }
        return all.build();
    }
}
