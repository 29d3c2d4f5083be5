package org.libtransport.roster;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Requests;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gateway mode where the user's server lets the transport read and write the roster (XEP-0356 section 4, XEP-0321, or
 * without a word): contacts come, change and go without a question to the user.
 *
 * <p>The roster is read before it is written, so that only what differs is written and nothing the user has chosen is
 * overwritten. Where the server refuses, everything goes another way for the rest of the session.
 *
 * <p>Not thread-safe: belongs to the user's loop.
 */
public final class RemoteRoster implements RosterSync {

    private static final Logger log = LoggerFactory.getLogger(RemoteRoster.class);

    /** What comes within this time is written together. */
    private static final Duration COLLECT = Duration.ofSeconds(1);

    /** Changes that may be on their way to the server at once. */
    private static final int WINDOW = 16;

    private final Jid user;
    private final Jid transport;
    private final Loop loop;
    private final Requests requests;
    private final Access access;
    private final RosterSync otherwise;
    private final Consumer<Buddy> onShared;

    /** The user's roster as far as it is about contacts of ours; current only while {@link #isCurrent}. */
    private final Map<Jid, RosterItem> items = new HashMap<>();
    /** How the network had each contact when the roster was last made like it. */
    private final Map<Jid, RosterItem> synced = new HashMap<>();
    /** What is not written yet. */
    private final Map<Jid, Wish> wanted = new LinkedHashMap<>();

    private boolean refused;
    private boolean current;
    private boolean reading;
    private int underWay;
    private Loop.@Nullable Timer timer;

    /** What is to become of a contact in the roster. */
    private record Wish(Buddy buddy, Kind kind) {

        enum Kind {
            THERE,
            RECIPROCATED,
            GONE
        }

        void passTo(RosterSync other) {
            switch (kind) {
                case THERE -> other.added(buddy);
                case RECIPROCATED -> other.reciprocate(buddy);
                case GONE -> other.removed(buddy);
            }
        }
    }

    /** What is known of a server's will to have rosters read and written; asked each time. */
    public interface Access {

        /** Whether it has granted that. */
        boolean isGranted();

        /** Whether it is worth trying where nothing is granted. */
        boolean mayBeTried();

        /** Whether the server says what the user changes. */
        boolean hears();

        /** It has refused. */
        void refused();
    }

    /**
     * @param otherwise how contacts come into the roster where the server refuses
     * @param onShared told of each contact that the roster holds both ways now
     */
    public RemoteRoster(
            Jid user,
            Jid transport,
            Loop loop,
            Requests requests,
            Access access,
            RosterSync otherwise,
            Consumer<Buddy> onShared) {
        this.user = user;
        this.transport = transport;
        this.loop = loop;
        this.requests = requests;
        this.access = access;
        this.otherwise = otherwise;
        this.onShared = onShared;
    }

    /** The roster was made like this then. */
    @Override
    public void loaded(Buddy buddy) {
        synced.put(buddy.jid().bare(), RosterItem.of(buddy));
        if (access.isGranted()) {
            wanted.put(buddy.jid().bare(), new Wish(buddy, Wish.Kind.THERE));
        }
    }

    @Override
    public void begin() {
        if (access.isGranted() && !refused) {
            current = false;
            collect();
        } else {
            // What is not granted is tried only when it is needed.
            wanted.values().removeIf(wish -> wish.buddy().isMutual());
        }
    }

    private boolean isOff() {
        return refused || !(access.isGranted() || access.mayBeTried());
    }

    @Override
    public void added(Buddy buddy) {
        want(buddy, Wish.Kind.THERE);
    }

    @Override
    public void reciprocate(Buddy buddy) {
        want(buddy, Wish.Kind.RECIPROCATED);
    }

    @Override
    public void renamed(Buddy buddy) {
        if (isOff()) {
            otherwise.renamed(buddy);
        } else {
            want(buddy, Wish.Kind.THERE);
        }
    }

    @Override
    public void removed(Buddy buddy) {
        want(buddy, Wish.Kind.GONE);
    }

    private void want(Buddy buddy, Wish.Kind kind) {
        Wish wish = new Wish(buddy, kind);
        if (isOff()) {
            wish.passTo(otherwise);
            return;
        }
        wanted.put(buddy.jid().bare(), wish);
        if (access.isGranted() || current) {
            collect();
        } else {
            goOn();
        }
    }

    private void collect() {
        if (timer == null) {
            timer = loop.schedule(COLLECT, () -> {
                timer = null;
                goOn();
            });
        }
    }

    private void goOn() {
        if (refused || reading || wanted.isEmpty()) {
            return;
        }
        if (!current) {
            read();
            return;
        }
        while (underWay < WINDOW && !wanted.isEmpty()) {
            Jid next = wanted.keySet().iterator().next();
            Wish wish = Objects.requireNonNull(wanted.remove(next));
            if (wish.kind() == Wish.Kind.GONE) {
                remove(next);
            } else {
                write(wish.buddy());
            }
        }
        if (underWay == 0 && wanted.isEmpty()) {
            current = access.hears();
        }
    }

    private void read() {
        reading = true;
        Element query = Element.of("query", RosterItem.NAMESPACE);
        requests.request(Iq.request(transport, user, Iq.Type.GET, "", query)).thenAccept(answer -> {
            reading = false;
            Element roster = answer.payload("query", RosterItem.NAMESPACE);
            if (answer.isError() || roster == null) {
                refuse(answer);
                return;
            }
            items.clear();
            for (Element item : roster.children()) {
                take(RosterItem.parse(item));
            }
            current = true;
            goOn();
        });
    }

    private void take(@Nullable RosterItem item) {
        if (item != null
                && item.jid().domain().equals(transport.domain())
                && item.jid().local() != null) {
            items.put(item.jid().bare(), item);
        }
    }

    private void write(Buddy buddy) {
        Jid jid = buddy.jid().bare();
        RosterItem now = RosterItem.of(buddy);
        RosterItem item = items.get(jid);
        RosterItem target = item == null ? now : item.follow(synced.get(jid), now);
        if (item != null && !item.differs(target)) {
            synced.put(jid, now);
            share(buddy);
            return;
        }
        items.put(jid, target);
        set(target.toElement(), answer -> {
            if (answer.isError()) {
                items.remove(jid);
                failed(jid, buddy, answer);
                return;
            }
            synced.put(jid, now);
            share(buddy);
        });
    }

    private void share(Buddy buddy) {
        if (!buddy.isMutual()) {
            onShared.accept(buddy);
        }
    }

    private void remove(Jid jid) {
        synced.remove(jid);
        if (items.remove(jid) != null) {
            set(RosterItem.removal(jid), answer -> {
                if (answer.isError()) {
                    log.debug("The server of {} did not remove {} from the roster", user, jid);
                }
            });
        }
    }

    private void set(Element item, Consumer<Iq> then) {
        underWay++;
        requests.request(Iq.request(transport, user, Iq.Type.SET, "", RosterItem.query(item)))
                .thenAccept(answer -> {
                    underWay--;
                    then.accept(answer);
                    goOn();
                });
    }

    private void failed(Jid jid, Buddy buddy, Iq answer) {
        StanzaError error = Objects.requireNonNull(StanzaError.parse(answer));
        if (concernsAll(error.condition())) {
            refuse(answer);
        } else {
            log.info("The server of {} did not take {} into the roster: {}", user, jid, reason(answer));
        }
        otherwise.added(buddy);
    }

    /** Whether an error tells that rosters cannot be written at all, not only that one contact is unwelcome. */
    private static boolean concernsAll(Condition condition) {
        return switch (condition) {
            // ejabberd 23.01 grants rosters, but fails at writing them.
            case INTERNAL_SERVER_ERROR,
                    FEATURE_NOT_IMPLEMENTED,
                    FORBIDDEN,
                    NOT_ALLOWED,
                    NOT_AUTHORIZED,
                    SERVICE_UNAVAILABLE -> true;
            default -> false;
        };
    }

    private void refuse(Iq answer) {
        if (!refused && access.isGranted()) {
            log.warn("The server of {} granted the roster, but does not give it: {}", user, reason(answer));
        }
        refused = true;
        access.refused();
        List<Wish> waiting = List.copyOf(wanted.values());
        wanted.clear();
        waiting.forEach(wish -> wish.passTo(otherwise));
    }

    private static String reason(Iq answer) {
        StanzaError error = StanzaError.parse(answer);
        return error == null ? "no roster" : error.condition().elementName();
    }

    /**
     * The server says that the roster was changed, by the user or by us (RFC 6121 section 2.1.6). The network is told what
     * the user has changed at its contacts; it says itself what it makes of that.
     */
    public void pushed(Element query, Roster roster, ContactCommands network) {
        for (Element each : query.children()) {
            RosterItem item = RosterItem.parse(each);
            if (item == null) {
                String removed = each.attribute("jid");
                items.keySet().removeIf(known -> known.toString().equals(removed));
                continue;
            }
            RosterItem before = items.get(item.jid().bare());
            take(item);
            Buddy buddy = roster.find(item.jid());
            if (before != null && before.differs(item) && buddy != null) {
                network.addOrUpdate(buddy.toWire(user.toString()).toBuilder()
                        .setAlias(item.name())
                        .clearGroup()
                        .addAllGroup(item.groups())
                        .build());
            }
        }
    }

    @Override
    public void close() {
        otherwise.close();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        wanted.clear();
    }
}
