package org.libtransport.xmpp.privilege;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What XMPP servers have granted the transport since the link to them is there. A server speaks for its own users only, so
 * that nobody but it can grant, and what a stranger's server claims concerns strangers. Safe on any thread.
 */
public final class Privileges {

    private static final Logger log = LoggerFactory.getLogger(Privileges.class);
    private static final String FORWARD_NAMESPACE = "urn:xmpp:forward:0";

    /** More servers than grant anything to one transport. */
    private static final int MOST = 100;

    private final Jid transport;
    private final Consumer<Map.Entry<String, Grant>> onChange;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    /** Servers that were asked for a roster without having granted it, or having granted it, and refused. */
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();

    /** @param onChange told the domain and what it granted, on the thread that heard it */
    public Privileges(Jid transport, Consumer<Map.Entry<String, Grant>> onChange) {
        this.transport = transport;
        this.onChange = onChange;
    }

    /** Takes a message that came in; returns whether it was about privileges, so that it concerns nobody else. */
    public boolean heard(Message message) {
        Jid from = message.from();
        Jid to = message.to();
        Element privilege = privilegeOf(message);
        boolean ofServer = from != null && from.local() == null && from.resource() == null;
        boolean toTransport = to == null || to.equals(transport);
        if (privilege == null || !ofServer || !toTransport || message.isError()) {
            return false;
        }
        String domain = Objects.requireNonNull(from).domain();
        Grant grant = Grant.parse(privilege);
        refusing.remove(domain);
        if (grants.size() >= MOST && !grants.containsKey(domain)) {
            log.debug("{} is one more server that grants privileges than can be remembered", domain);
            return true;
        }
        if (!grant.equals(grants.put(domain, grant))) {
            onChange.accept(Map.entry(domain, grant));
        }
        return true;
    }

    private static @Nullable Element privilegeOf(Message message) {
        return message.payloads().stream()
                .filter(Grant::isAdvertisement)
                .findFirst()
                .orElse(null);
    }

    /** The link to the XMPP server was lost; what was granted is said anew after the next. */
    public void linkLost() {
        grants.clear();
        refusing.clear();
    }

    /** Whether this user's server was asked for a roster and refused, or has granted other things but not that. */
    public boolean refusesRosters(Jid user) {
        Grant grant = of(user);
        return refusing.contains(user.domain()) || (!grant.namespace().isEmpty() && !grant.managesRosters());
    }

    /** This user's server was asked for a roster and refused. */
    public void rostersRefused(Jid user) {
        if (refusing.size() < MOST) {
            refusing.add(user.domain());
        }
    }

    /** What the server of this user grants. */
    public Grant of(Jid user) {
        return grants.getOrDefault(user.domain(), Grant.NONE);
    }

    /** What each server grants, by domain. */
    public Map<String, Grant> all() {
        return new TreeMap<>(grants);
    }

    /** Servers that were asked for a roster and refused. */
    Set<String> refusing() {
        return new TreeSet<>(refusing);
    }

    /**
     * The stanza that has the server of this message's sender send it (section 5.3), or null if that is not granted.
     *
     * @param said from the bare address of a user
     */
    public @Nullable Message inNameOf(Message said) {
        Jid user = Objects.requireNonNull(said.from());
        if (!user.isBare()) {
            throw new IllegalArgumentException("a user speaks by the bare address");
        }
        Grant grant = of(user);
        if (!grant.sendsMessages()) {
            return null;
        }
        Element forwarded = Element.builder("forwarded", FORWARD_NAMESPACE)
                .add(said.toElement())
                .build();
        return Message.of(
                transport,
                Jid.of(null, user.domain(), null),
                Message.Type.NORMAL,
                List.of(Element.builder("privilege", grant.namespace())
                        .add(forwarded)
                        .build()));
    }

    /**
     * The request that asks as if this user did (section 6.3), or null if that is not granted.
     *
     * @param request from the bare address of a user
     */
    public @Nullable Iq inNameOf(Iq request) {
        Jid user = Objects.requireNonNull(request.from());
        Element payload = Objects.requireNonNull(request.payload());
        if (!of(user).asks(payload.namespace(), request.type())) {
            return null;
        }
        Element wrapped = Element.builder("privileged_iq", Grant.NAMESPACE)
                .add(request.withFrom(null).toElement())
                .build();
        return new Iq(transport, user.bare(), request.type(), request.id(), null, List.of(wrapped));
    }

    /** The answer within the answer to a request that {@link #inNameOf(Iq)} made, as its payload; null if it has none. */
    public static @Nullable Element answer(Iq result) {
        Element privilege = result.payload("privilege", Grant.NAMESPACE);
        Element forwarded = privilege == null ? null : privilege.child("forwarded", FORWARD_NAMESPACE);
        Element iq = forwarded == null ? null : forwarded.child("iq", Element.CONTENT_NAMESPACE);
        return iq == null || iq.children().isEmpty() ? null : iq.children().get(0);
    }
}
