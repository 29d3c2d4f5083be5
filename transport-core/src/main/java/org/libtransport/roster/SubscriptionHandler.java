package org.libtransport.roster;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/**
 * Subscription presences between a user and contacts (RFC 6121 section 3): what the user asks for or ends is told to the
 * network, and the contact answers at once, because networks have one list and no half subscriptions.
 *
 * <p>Not thread-safe: belongs to the user's loop.
 */
public final class SubscriptionHandler {

    private final Jid user;
    private final Roster roster;
    private final ContactCommands network;
    private final Consumer<Stanza> out;
    private final boolean removesMutual;
    private final @Nullable PushSync pushes;

    /**
     * @param removesMutual whether ending a subscription removes the contact at the network as well, even if both sides
     *     had agreed on it
     * @param pushes who hears of changes in server mode, where the user's roster is ours; null in gateway mode, where the
     *     user's server keeps it and the contact asks back to be in it both ways
     */
    public SubscriptionHandler(
            Jid user,
            Roster roster,
            ContactCommands network,
            Consumer<Stanza> out,
            boolean removesMutual,
            @Nullable PushSync pushes) {
        this.user = user;
        this.roster = roster;
        this.network = network;
        this.out = out;
        this.removesMutual = removesMutual;
        this.pushes = pushes;
    }

    /** Takes a presence of a subscription type to the address of a contact. */
    public void handle(Presence presence, Jid contact) {
        try {
            switch (presence.type()) {
                case SUBSCRIBE -> subscribe(contact);
                case SUBSCRIBED -> subscribed(contact);
                case UNSUBSCRIBE -> unsubscribe(contact);
                case UNSUBSCRIBED -> unsubscribed(contact);
                default -> throw new IllegalArgumentException("no subscription type: " + presence.type());
            }
        } catch (InvalidJidException e) {
            refuse(presence, StanzaError.of(Condition.JID_MALFORMED, Sentence.NO_SUCH_ADDRESS));
        } catch (StanzaErrorException e) {
            refuse(presence, e.error());
        }
    }

    private void refuse(Presence presence, StanzaError error) {
        Stanza answer = error.answerTo(presence);
        if (answer != null) {
            out.accept(answer);
        }
    }

    private void addOrUpdate(Buddy buddy) {
        requireTaken(network.addOrUpdate(toWire(buddy)));
    }

    private void remove(Wire.Buddy buddy) {
        requireTaken(network.remove(buddy));
    }

    private static void requireTaken(boolean taken) {
        if (!taken) {
            throw new StanzaErrorException(StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW));
        }
    }

    private void subscribe(Jid contact) {
        boolean known = roster.find(contact) != null;
        Buddy buddy = roster.adopt(contact);
        addOrUpdate(buddy);
        answer(contact, Presence.Type.SUBSCRIBED);
        if (pushes != null || !known) {
            roster.reciprocate(buddy);
        }
        roster.tell(buddy, user);
    }

    private void subscribed(Jid contact) {
        Buddy known = roster.find(contact);
        boolean wasMutual = known != null && known.isMutual();
        Buddy buddy = roster.adopt(contact);
        if (!wasMutual) {
            addOrUpdate(buddy);
            roster.tell(buddy, user);
        }
    }

    private void unsubscribe(Jid contact) {
        Buddy buddy = roster.find(contact);
        if (buddy != null) {
            if (removesMutual || !buddy.isMutual()) {
                remove(toWire(buddy));
            }
            roster.forget(buddy);
        }
        answer(contact, Presence.Type.UNSUBSCRIBED);
        if (buddy != null && pushes != null) {
            pushes.removed(buddy);
        } else if (buddy != null) {
            answer(contact, Presence.Type.UNSUBSCRIBE);
        }
    }

    private void unsubscribed(Jid contact) {
        Buddy buddy = roster.find(contact);
        if (buddy == null) {
            // Nobody we know: this is the user's "no" to an authorization request.
            remove(Wire.Buddy.newBuilder()
                    .setUserName(user.toString())
                    .setBuddyName(roster.nameOf(contact))
                    .setStatus(Wire.StatusType.STATUS_NONE)
                    .build());
        } else if (!buddy.isMutual()) {
            remove(toWire(buddy));
            roster.forget(buddy);
        }
    }

    private void answer(Jid contact, Presence.Type type) {
        out.accept(Presence.of(contact.bare(), user, type));
    }

    private Wire.Buddy toWire(Buddy buddy) {
        return buddy.toWire(user.toString());
    }
}
