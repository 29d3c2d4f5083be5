package org.libtransport.roster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Language;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.xml.Element;

/**
 * Which contacts of a user are blocked (XEP-0191). The network blocks; we tell it, and show what it says. Not thread-safe:
 * belongs to the user's loop.
 */
public final class Blocking {

    private static final String NAMESPACE = "urn:xmpp:blocking";
    private static final String ERRORS_NAMESPACE = NAMESPACE + ":errors";

    /** More resources than an account has at once. */
    private static final int MOST_RESOURCES = 100;

    private final Jid user;
    private final Jid speaker;
    private final Roster roster;
    private final ContactCommands network;
    private final Consumer<Stanza> out;
    private final Set<Jid> interested = new LinkedHashSet<>(2);
    private long nextId;

    /** @param speaker from where changes are told: the account in server mode, else the transport */
    public Blocking(Jid user, Jid speaker, Roster roster, ContactCommands network, Consumer<Stanza> out) {
        this.user = user;
        this.speaker = speaker;
        this.roster = roster;
        this.network = network;
        this.out = out;
        roster.whenBlockedOrNot(this::push);
    }

    /** The addresses of those that are blocked; this resource hears of changes from now on. */
    public List<Jid> list(Jid resource) {
        interested.add(resource);
        if (interested.size() > MOST_RESOURCES) {
            interested.remove(interested.iterator().next());
        }
        return blocked().stream().map(buddy -> buddy.jid().bare()).toList();
    }

    private List<Buddy> blocked() {
        return roster.buddies().stream().filter(Buddy::isBlocked).toList();
    }

    /** This resource is gone. */
    public void forgetResource(Jid resource) {
        interested.remove(resource);
    }

    /** Users may name anybody, also those who cannot be contacts of ours. */
    private @Nullable Buddy find(Jid contact) {
        return contact.local() == null || !contact.domain().equals(speaker.domain()) ? null : roster.find(contact);
    }

    /**
     * Blocks contacts.
     *
     * @throws StanzaErrorException if one is none: networks block contacts only; or if the backend takes no more now
     */
    public void block(List<Jid> contacts) {
        List<Buddy> buddies = new ArrayList<>(contacts.size());
        for (Jid contact : contacts) {
            Buddy buddy = find(contact);
            if (buddy == null) {
                throw new StanzaErrorException(StanzaError.of(Condition.ITEM_NOT_FOUND, Sentence.NO_SUCH_CONTACT));
            }
            buddies.add(buddy);
        }
        change(buddies, true);
    }

    /**
     * Ends that, for all who are blocked if none is named.
     *
     * @throws StanzaErrorException if the backend takes no more now
     */
    public void unblock(List<Jid> contacts) {
        List<Buddy> buddies = contacts.isEmpty()
                ? blocked()
                : contacts.stream().map(this::find).filter(Objects::nonNull).toList();
        change(buddies, false);
    }

    private void change(List<Buddy> buddies, boolean blocked) {
        for (Buddy buddy : buddies) {
            if (buddy.isBlocked() == blocked) {
                continue;
            }
            boolean taken = network.addOrUpdate(buddy.toWire(user.toString()).toBuilder()
                    .setBlocked(blocked)
                    .build());
            if (!taken) {
                throw new StanzaErrorException(StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW));
            }
            roster.block(buddy, blocked);
        }
    }

    /** XEP-0191 sections 3.3 and 3.4: all resources that asked for the list hear of it. */
    private void push(Buddy buddy) {
        Element item = Element.builder("item", NAMESPACE)
                .attribute("jid", buddy.jid().bare().toString())
                .build();
        Element news = Element.builder(buddy.isBlocked() ? "block" : "unblock", NAMESPACE)
                .add(item)
                .build();
        for (Jid resource : interested) {
            out.accept(Iq.request(speaker, resource, Iq.Type.SET, "block-" + nextId++, news));
        }
    }

    /** The message that goes back because its addressee is blocked (section 3.6), or null if that is not so. */
    public @Nullable Message refusal(Message message) {
        Buddy buddy = roster.find(Objects.requireNonNull(message.to()));
        if (buddy == null || !buddy.isBlocked()) {
            return null;
        }
        Language language = Language.of(message.lang());
        Element error = Element.builder("error", Element.CONTENT_NAMESPACE)
                .attribute("type", "cancel")
                .add(Element.of(Condition.NOT_ACCEPTABLE.elementName(), StanzaError.NAMESPACE))
                .add(Element.builder("text", StanzaError.NAMESPACE)
                        .attribute("xml:lang", language.tag())
                        .text(Text.of(Sentence.CONTACT_BLOCKED).in(language))
                        .build())
                .add(Element.of("blocked", ERRORS_NAMESPACE))
                .build();
        List<Element> payloads = new ArrayList<>(message.payloads());
        payloads.add(error);
        return new Message(message.to(), message.from(), Message.Type.ERROR, message.id(), null, payloads);
    }
}
