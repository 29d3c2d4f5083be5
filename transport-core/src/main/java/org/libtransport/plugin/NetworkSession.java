package org.libtransport.plugin;

/**
 * One user who is logged in. Receives what the user does; reports what the network does through the {@link SessionEvents}
 * it was opened with.
 *
 * <p>What a network can do beyond text is said by implementing more: {@link TypingSupport}, {@link ContactSupport}, {@link
 * AuthorizationSupport}, {@link BlockSupport}, {@link ContactListSupport}, {@link RoomSupport}, {@link VCardSupport}, {@link
 * OwnVCardSupport}, {@link AttentionSupport}, {@link RawXmlSupport}. What is implemented is announced to the transport; what
 * is not is never called.
 *
 * <p>Methods are called one at a time, in the order of the user's actions, on a thread where they may block. Up to 1000
 * calls wait behind one that does; beyond that the whole link waits. A method that throws is logged and ends nothing but
 * itself.
 *
 * <pre>{@code
 * @Override
 * public void sendMessage(OutgoingMessage message) throws IOException, MessageRefusedException {
 *     if (message.body().length() > Network.LONGEST) {
 *         throw new MessageRefusedException("This network takes " + Network.LONGEST + " characters.");
 *     }
 *     network.send(message.to(), message.body());
 * }
 *
 * @Override
 * public void logout() throws IOException {
 *     network.close();
 * }
 * }</pre>
 */
public interface NetworkSession {

    /**
     * Sends a text to a contact, a room or an occupant of a room. Returning means that the network has it: a transport that
     * knows acknowledgements forgets it then. Until then it keeps it, and returns it to the sender if this backend dies.
     *
     * @throws MessageRefusedException if the network will never take it; the sender reads the text
     * @throws TryLaterException if the network does not take it now; the transport gives it again
     * @throws Exception for any other failure; it is logged and the sender reads a general sentence
     */
    void sendMessage(OutgoingMessage message) throws Exception;

    /**
     * Ends the session at the network. The last call; what is reported afterwards is not passed on. Not called when the
     * session reported {@link SessionEvents#disconnected} itself.
     */
    void logout() throws Exception;

    /**
     * The user's own availability changed. Never {@link Availability#OFFLINE}: that is {@link #logout}.
     *
     * @param statusMessage maybe empty
     */
    default void statusChanged(Availability availability, String statusMessage) throws Exception {}
}
