package org.libtransport.room;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Conversations;
import org.libtransport.conversation.Deliveries;
import org.libtransport.conversation.IncomingMessages;
import org.libtransport.conversation.MessageIds;
import org.libtransport.conversation.NetworkMessages;
import org.libtransport.metrics.Metrics;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;

/**
 * What the rooms of one user need of the user.
 *
 * @param user the bare address
 * @param network takes frames that nobody would miss
 * @param deliveries takes messages of the user's
 * @param conversations take what the user says to one occupant
 * @param incoming reads what the network says
 * @param out sends a stanza to the user
 * @param bounce returns a stanza to its sender
 * @param ids for the messages that the user gets
 * @param staysConnected whether a room is not left when the last resource leaves it, asked each time
 */
public record RoomContext(
        Jid user,
        Loop loop,
        Jid transport,
        NetworkMessages network,
        Deliveries deliveries,
        Conversations conversations,
        IncomingMessages incoming,
        Consumer<Stanza> out,
        BiConsumer<Stanza, StanzaError> bounce,
        MessageIds ids,
        Metrics metrics,
        InstantSource clock,
        BooleanSupplier staysConnected) {

    /** The user as the network's side names it. */
    String userName() {
        return user.toString();
    }
}
