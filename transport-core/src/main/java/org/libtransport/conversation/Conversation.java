package org.libtransport.conversation;

import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;

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
    private ChatStates chatStates = ChatStates.UNKNOWN;

    /** What is known of the user's client (XEP-0085 section 5.1). */
    enum ChatStates {
        UNKNOWN,
        SHOWN,
        NOT_SHOWN
    }

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

    /** The user has sent this; what it has in it tells what the client can show. */
    void spoken(Message message, Jid resource) {
        if (!resource.equals(replyTo)) {
            chatStates = ChatStates.UNKNOWN;
        }
        replyTo = resource;
        if (OutgoingMessages.hasChatState(message)) {
            chatStates = ChatStates.SHOWN;
        } else if (message.body() != null) {
            chatStates = ChatStates.NOT_SHOWN;
        }
    }

    ChatStates chatStates() {
        return chatStates;
    }

    /** Another resource may be the one to answer to. */
    void forgetResource() {
        replyTo = userBare;
        chatStates = ChatStates.UNKNOWN;
    }

    /** Notes the state; false if the network knows it already. */
    boolean changeTyping(Typing typing) {
        if (typing == toldNetwork || (typing == Typing.ACTIVE && toldNetwork == null)) {
            return false;
        }
        toldNetwork = typing;
        return true;
    }
}
