package org.libtransport.user;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.Backends;
import org.libtransport.frontend.Frontend;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.room.RoomDirectory;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.storage.Storage;
import org.libtransport.xmpp.privilege.Privileges;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.OwnRequests;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.xml.Element;

/**
 * What all users share. Every part is safe on any thread.
 *
 * @param rules the administrator's rules, asked each time, since they may change
 * @param contactCaps the capabilities element of contacts' presence (XEP-0115), asked each time
 */
public record UserServices(
        Supplier<UserPolicy> rules,
        Frontend frontend,
        Storage storage,
        Backends backends,
        Metrics metrics,
        ContactAddresses addresses,
        RoomDirectory rooms,
        Supplier<@Nullable Element> contactCaps,
        OwnRequests requests,
        Privileges privileges,
        RandomGenerator random,
        InstantSource clock) {

    UserPolicy policy() {
        return rules.get();
    }

    void send(Stanza stanza) {
        if (!frontend.send(stanza) && stanza instanceof Message && !stanza.isError()) {
            metrics.increment(Counter.MESSAGES_UNDELIVERABLE);
        }
    }

    /** Returns a stanza to its sender, unless it must not be answered. */
    void bounce(Stanza stanza, StanzaError error) {
        Stanza answer = error.answerTo(stanza);
        if (answer != null) {
            metrics.increment(Counter.STANZAS_BOUNCED);
            send(answer);
        }
    }
}
