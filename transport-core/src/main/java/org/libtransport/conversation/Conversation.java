package org.libtransport.conversation;

import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.xmpp.jid.Jid;

/**
 * A talk with one contact: where answers go, and which chat state the network was told last. Not thread-safe: belongs to
 * the user's loop.
 */
final class Conversation {

    private final String name;
    private final Jid contact;
    private final Jid userBare;
    private Jid replyTo;
    private @Nullable Typing toldNetwork;

    Conversation(String name, Jid contact, Jid user) {
        this.name = name;
        this.contact = contact;
        this.userBare = user.bare();
        this.replyTo = userBare;
    }

    /** The contact's name at the network. */
    String name() {
        return name;
    }

    /** The address the contact speaks from. */
    Jid contact() {
        return contact;
    }

    /** Where the next message of the contact goes: to the resource that spoke last, until presence changes. */
    Jid replyTo() {
        return replyTo;
    }

    void spokenBy(Jid resource) {
        replyTo = resource;
    }

    void forgetResource() {
        replyTo = userBare;
    }

    /** Notes the state; false if the network knows it already. */
    boolean changeTyping(Typing typing) {
        if (typing == toldNetwork) {
            return false;
        }
        toldNetwork = typing;
        return true;
    }
}
