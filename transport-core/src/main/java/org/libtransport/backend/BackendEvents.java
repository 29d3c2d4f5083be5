package org.libtransport.backend;

import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.xml.Element;

/**
 * What happens to one user at the backend side. Called on the user's loop, in the order the backend sent it. The frames'
 * fields mean what {@code docs/wire-protocol.md} says.
 */
public interface BackendEvents {

    /**
     * The user has a seat and may send LOGIN. One who has a seat already is to move: log out there, {@linkplain
     * BackendSession#retire retire} that seat, log in here.
     */
    void backendReady(BackendSession session);

    /** No backend can be had; the request is over. */
    void backendUnavailable(Failure failure);

    /** The backend under the seat died or was dropped. The session takes nothing any more. */
    void backendLost(Failure failure);

    void connected();

    /** The network wants this instead of the password from now on. Comes before {@link #connected}. */
    void loginToken(String token);

    /**
     * The session at the network ended or never began.
     *
     * @param error a number of {@link Wire.ConnectionError}, maybe one we do not know
     */
    void disconnected(int error, String message);

    void buddyChanged(Wire.Buddy buddy);

    void buddyRemoved(Wire.Buddy buddy);

    void authorizationRequested(Wire.Buddy buddy);

    void typingChanged(Wire.Buddy buddy, Typing typing);

    void message(Wire.ConversationMessage message);

    /** What became of a message of the user's that had an {@code ackId}. */
    void messageStatus(Wire.MessageStatus status);

    /** A contact's client received a message. */
    void messageDelivered(Wire.ConversationMessage receipt);

    void attention(Wire.ConversationMessage message);

    void subjectChanged(Wire.ConversationMessage subject);

    void participantChanged(Wire.Participant participant);

    void roomNicknameChanged(Wire.Room room);

    void roomList(Wire.RoomList rooms);

    void vcard(Wire.VCard vcard);

    /** RAW_XML: a whole stanza whose {@code to} names the user, as the network wrote it. */
    void rawStanza(Element stanza);

    /** BUDDY_TYPING, BUDDY_TYPED and BUDDY_STOPPED_TYPING, by the chat states of XEP-0085 they stand for. */
    enum Typing {
        COMPOSING,
        PAUSED,
        ACTIVE
    }
}
