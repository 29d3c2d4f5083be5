package org.libtransport.plugin;

import java.util.List;

/**
 * What happens to one user at the network, reported by the author.
 *
 * <p>All methods may be called from any thread, never block, and reach the transport in the order in which they were
 * called. After {@link #disconnected} and after {@link NetworkSession#logout} they do nothing.
 *
 * <p>Names are those of the network, in their own case; the transport makes addresses of them. A single report may take up
 * to 16 MiB; a larger one is refused with an {@link IllegalArgumentException}. If the transport does not read, reports are
 * kept up to 64 MiB for all users together; beyond that the link ends.
 */
public interface SessionEvents {

    /** The network accepted the log-in. */
    void connected();

    /**
     * The same, and the network gave a token that logs the user in from now on. In gateway mode the transport stores it and
     * forgets the password; the next log-ins bring it as {@link Login#token}. A new token replaces the one before. Should the
     * network refuse it one day, {@link ConnectionFailure#AUTHENTICATION_FAILED} makes the user register again.
     *
     * <pre>{@code
     * String token = login.token().isEmpty()
     *         ? network.authorize(login.legacyName(), login.password())
     *         : network.renew(login.token());
     * events.connected(token);
     * }</pre>
     *
     * @throws IllegalStateException if the plugin does not {@linkplain PluginDescription#givesTokens say} that it gives tokens
     */
    void connected(String token);

    /**
     * The session ended, or never began. Nothing is called on the session any more.
     *
     * @param text a sentence for the user, maybe empty
     */
    void disconnected(ConnectionFailure failure, String text);

    /** A contact exists and has this state. */
    void contactChanged(Contact contact);

    /** A contact is not in the list any more. */
    void contactRemoved(String name);

    /** Somebody asks to see the user's availability; the answer is {@link AuthorizationSupport#authorizationAnswered}. */
    void authorizationRequested(String name);

    void message(IncomingMessage message);

    /** A message that has an id arrived. */
    void delivered(OutgoingMessage message);

    /** A contact is writing, or stopped. Shown only where a conversation has begun. */
    void typing(String contact, ChatState state);

    /** A contact nudges the user; the text may be empty. */
    void attention(String contact, String text);

    /** An occupant of a room the user is in came, changed or left. */
    void participantChanged(Participant participant);

    /**
     * The user cannot enter a room.
     *
     * @param text a sentence for the user, maybe empty
     */
    void roomRefused(RoomJoin join, RoomRefusal refusal, String text);

    /** The user's own nickname in a room is now this. */
    void roomNicknameChanged(String room, String nickname);

    /**
     * A room has this subject.
     *
     * @param nickname who set it; empty if unknown
     */
    void subjectChanged(String room, String nickname, String subject);

    /** The rooms this user can enter; replaces the list reported before. */
    void roomsListed(List<RoomInfo> rooms);

    /**
     * A stanza for the user, from a session with {@link RawXmlSupport}: one whole message, presence or iq, whose {@code to}
     * is {@link Login#user} with or without a resource, and whose {@code from} is an address at the network.
     *
     * @throws IllegalArgumentException if it is not well-formed, not one element, or for somebody else; it is not sent then,
     *     because a broken one would spoil those of all other users of this backend
     */
    void stanza(String xml);
}
