package org.libtransport.user;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.roster.Buddy;
import org.libtransport.roster.PushSync;
import org.libtransport.roster.Roster;
import org.libtransport.roster.RosterRequests;
import org.libtransport.roster.RosterStore;
import org.libtransport.roster.RosterSync;
import org.libtransport.roster.SubscriptionHandler;
import org.libtransport.roster.SubscriptionSync;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Storage;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;

/** What one user has of contacts: the roster, subscriptions to it, requests for it. Belongs to the user's loop. */
final class UserContacts {

    private final Roster roster;
    private final SubscriptionHandler subscriptions;
    private final @Nullable PushSync pushes;
    private final RosterRequests requests;
    private final UserServices services;

    UserContacts(Jid user, Loop loop, long userId, NetworkLink link, UserServices services) {
        this.services = services;
        UserPolicy policy = services.policy();
        this.pushes = policy.serverMode() ? new PushSync(user, services::send) : null;
        RosterSync sync = pushes != null ? pushes : new SubscriptionSync(user, loop, services::send);
        RosterStore store = storeOf(userId, services.storage());
        this.roster = new Roster(
                user,
                services.addresses(),
                store,
                sync,
                services::send,
                services.contactCaps().get(),
                () -> services.backends().features().rawXml());
        boolean removesMutual = policy.serverMode() || policy.removesMutualBuddies();
        this.subscriptions = new SubscriptionHandler(user, roster, link, services::send, removesMutual, pushes);
        this.requests = new RosterRequests(user, roster, link, pushes);
    }

    private static RosterStore storeOf(long userId, Storage storage) {
        return new RosterStore() {
            @Override
            public void put(BuddyRecord buddy) {
                storage.putBuddy(userId, buddy);
            }

            @Override
            public void remove(String name) {
                storage.removeBuddy(userId, name);
            }
        };
    }

    Roster roster() {
        return roster;
    }

    SubscriptionHandler subscriptions() {
        return subscriptions;
    }

    RosterRequests requests() {
        return requests;
    }

    /** Tells how a contact is, an unknown one as unavailable. */
    void answerProbe(Presence probe) {
        Jid from = Objects.requireNonNull(probe.from());
        Jid contact = Objects.requireNonNull(probe.to());
        Buddy buddy = roster.find(contact);
        if (buddy != null) {
            roster.tell(buddy, from);
        } else {
            services.send(Presence.of(contact, from, Presence.Type.UNAVAILABLE));
        }
    }

    void forgetResource(Jid resource) {
        if (pushes != null) {
            pushes.unsubscribe(resource);
        }
    }

    void close() {
        roster.close();
    }
}
