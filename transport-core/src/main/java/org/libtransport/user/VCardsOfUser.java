package org.libtransport.user;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.room.Rooms;
import org.libtransport.roster.Roster;
import org.libtransport.vcard.NetworkVCards;
import org.libtransport.vcard.OwnAvatar;
import org.libtransport.xmpp.feature.vcard.VCardTemp;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one user has of vCards: those of others, and the own. Belongs to the user's loop. */
final class VCardsOfUser {

    private static final Logger log = LoggerFactory.getLogger(VCardsOfUser.class);

    private final Jid user;
    private final String ownName;
    private final Roster roster;
    private final Rooms rooms;
    private final NetworkVCards network;
    /** Null in server mode, where no server but ours would know the user's picture. */
    private final @Nullable OwnAvatar avatar;

    VCardsOfUser(
            Jid user, String ownName, Loop loop, NetworkLink link, Roster roster, Rooms rooms, UserServices services) {
        this.user = user;
        this.ownName = ownName;
        this.roster = roster;
        this.rooms = rooms;
        this.network =
                new NetworkVCards(user.toString(), loop, frame -> link.send(WrapperMessage.Type.TYPE_VCARD, frame));
        this.avatar = services.policy().serverMode()
                ? null
                : new OwnAvatar(
                        services.policy().transport(),
                        user,
                        loop,
                        services.requests().on(loop),
                        this::tellOwn);
    }

    /** Asks for the vCard of a contact, of somebody in a room, or of the user. */
    CompletionStage<VCardTemp> ask(Jid owner) {
        String occupant = rooms.nameOfOccupant(owner);
        String contact = occupant == null ? roster.nameOf(owner) : occupant;
        return network.ask(owner.bare().equals(user) ? ownName : contact);
    }

    /** Tells the network the user's own vCard, as the user has asked for. */
    void changeOwn(VCardTemp vcard) {
        network.changeOwn(vcard);
    }

    private boolean tellOwn(VCardTemp vcard) {
        try {
            network.changeOwn(vcard);
            return true;
        } catch (StanzaErrorException e) {
            log.debug("The network is not told the vCard of {}: {}", user, e.getMessage());
            return false;
        }
    }

    void answered(Wire.VCard vcard) {
        if (!network.answered(vcard)) {
            log.debug("Nobody waits for the vCard number {} of {}", vcard.getId(), user);
        }
    }

    void seen(Presence presence) {
        if (avatar != null) {
            avatar.seen(presence);
        }
    }

    void networkIs(boolean online) {
        if (!online) {
            network.abandon();
        }
        if (avatar != null) {
            avatar.networkIs(online);
        }
    }

    void close() {
        network.abandon();
        if (avatar != null) {
            avatar.close();
        }
    }
}
