package org.libtransport.roster;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;

/** Server mode: we are the roster, and push changes to the resources that asked for it (RFC 6121 section 2.1.6). */
public final class PushSync implements RosterSync {

    /** More resources than an account has at once. Who leaves without having been available is not reported. */
    private static final int MOST_RESOURCES = 100;

    private final Jid account;
    private final Consumer<Stanza> out;
    private final Set<Jid> interested = new LinkedHashSet<>(2);
    private long nextId;

    public PushSync(Jid account, Consumer<Stanza> out) {
        this.account = account;
        this.out = out;
    }

    /** This resource got the whole roster and wants to hear of changes. */
    void subscribe(Jid resource) {
        interested.add(resource);
        if (interested.size() > MOST_RESOURCES) {
            interested.remove(interested.iterator().next());
        }
    }

    /** This resource is gone. */
    public void unsubscribe(Jid resource) {
        interested.remove(resource);
    }

    @Override
    public void added(Buddy buddy) {
        buddy.changeMutual(true);
        push(RosterItem.of(buddy).toElement());
    }

    @Override
    public void reciprocate(Buddy buddy) {
        push(RosterItem.of(buddy).toElement());
    }

    @Override
    public void renamed(Buddy buddy) {
        push(RosterItem.of(buddy).toElement());
    }

    @Override
    public void removed(Buddy buddy) {
        push(RosterItem.removal(buddy.jid().bare()));
    }

    private void push(Element item) {
        Element query = RosterItem.query(item);
        for (Jid resource : interested) {
            out.accept(Iq.request(account, resource, Iq.Type.SET, "push-" + nextId++, query));
        }
    }

    @Override
    public void close() {
        interested.clear();
    }
}
