package org.libtransport.user;

import java.util.Collection;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.roster.Blocking;
import org.libtransport.roster.Buddy;
import org.libtransport.roster.PushSync;
import org.libtransport.roster.RemoteRoster;
import org.libtransport.roster.Roster;
import org.libtransport.roster.RosterExchange;
import org.libtransport.roster.RosterRequests;
import org.libtransport.roster.RosterStore;
import org.libtransport.roster.RosterSync;
import org.libtransport.roster.SubscriptionHandler;
import org.libtransport.roster.SubscriptionSync;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Storage;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Requests;
import org.libtransport.xmpp.xml.Element;

/** What one user has of contacts: the roster, subscriptions to it, requests for it. Belongs to the user's loop. */
final class UserContacts {

    private final Roster roster;
    private final SubscriptionHandler subscriptions;
    private final Blocking blocking;
    private final @Nullable PushSync pushes;
    private final RosterRequests requests;
    private final UserServices services;
    private final Jid user;
    private final NetworkLink link;
    private final @Nullable RemoteRoster remote;

    /** @param resources where the user is on XMPP now */
    UserContacts(
            Jid user,
            Loop loop,
            long userId,
            NetworkLink link,
            UserServices services,
            Supplier<Collection<Jid>> resources) {
        this.services = services;
        UserPolicy policy = services.policy();
        this.pushes = policy.serverMode() ? new PushSync(user, services::send) : null;
        this.user = user;
        this.link = link;
        this.remote = policy.serverMode() ? null : remote(user, loop, services, resources);
        RosterSync sync = pushes != null ? pushes : Objects.requireNonNull(remote);
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
        this.blocking =
                new Blocking(user, policy.serverMode() ? user : policy.transport(), roster, link, services::send);
        this.requests = new RosterRequests(user, roster, link, pushes);
    }

    private RemoteRoster remote(Jid user, Loop loop, UserServices services, Supplier<Collection<Jid>> resources) {
        Jid transport = services.policy().transport();
        Requests requests = services.requests().on(loop);
        RosterExchange exchange = new RosterExchange(transport, requests, resources);
        return new RemoteRoster(
                user,
                transport,
                loop,
                requests,
                new RosterAccess(services.privileges(), user),
                new SubscriptionSync(user, loop, services::send, exchange),
                this::shared);
    }

    private void shared(Buddy buddy) {
        roster.shared(buddy);
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

    Blocking blocking() {
        return blocking;
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
        blocking.forgetResource(resource);
        if (pushes != null) {
            pushes.unsubscribe(resource);
        }
    }

    /** The user's server tells what changed in the roster (XEP-0356 section 4); the network is told what the user did. */
    void rosterPushed(Element query) {
        if (remote != null) {
            remote.pushed(query, roster, link);
        }
    }

    void close() {
        roster.close();
    }
}
