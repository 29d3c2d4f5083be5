package org.libtransport.presence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;

/** The available resources of one user. Not thread-safe: belongs to the user's loop. */
public final class Resources {

    private final Map<Jid, Resource> available = new LinkedHashMap<>(4);

    /** One available resource. {@code stale} means: was known before the link was lost and has not spoken since. */
    private record Resource(Presence presence, Availability availability, int priority, boolean stale) {}

    /**
     * Takes in an available presence.
     *
     * @return whether this resource was not known before
     */
    public boolean put(Jid from, Presence presence) {
        return available.put(from, new Resource(presence, Availability.of(presence), priority(presence), false))
                == null;
    }

    /** @return whether the resource was known */
    public boolean remove(Jid from) {
        return available.remove(from) != null;
    }

    public boolean isEmpty() {
        return available.isEmpty();
    }

    public boolean contains(Jid from) {
        return available.containsKey(from);
    }

    /** The full addresses, longest known first. A copy. */
    public List<Jid> addresses() {
        return new ArrayList<>(available.keySet());
    }

    /** What the resource with the highest priority says; {@link Availability#OFFLINE} if there is none. */
    public Availability highest() {
        Resource best = best();
        return best == null ? Availability.OFFLINE : best.availability;
    }

    /** The last presence of that resource, or null if there is none. */
    public @Nullable Presence speaker() {
        Resource best = best();
        return best == null ? null : best.presence;
    }

    private @Nullable Resource best() {
        Resource best = null;
        for (Resource candidate : available.values()) {
            if (best == null || isBetter(candidate, best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Marks all resources as unconfirmed, because presences may have been missed. */
    public void markStale() {
        available.replaceAll((jid, old) -> new Resource(old.presence, old.availability, old.priority, true));
    }

    /** Whether the resource is known, and has not spoken since {@link #markStale}. */
    public boolean isStale(Jid from) {
        Resource known = available.get(from);
        return known != null && known.stale();
    }

    /**
     * Removes the resources that have not spoken since {@link #markStale}.
     *
     * @return those
     */
    public List<Jid> removeStale() {
        List<Jid> stale = available.keySet().stream().filter(this::isStale).toList();
        stale.forEach(available::remove);
        return stale;
    }

    private static boolean isBetter(Resource candidate, Resource best) {
        return candidate.priority != best.priority
                ? candidate.priority > best.priority
                : candidate.availability.rank() > best.availability.rank();
    }

    /** RFC 6121 section 4.7.2.3: -128 to 127, without one 0. */
    private static int priority(Presence presence) {
        @Nullable String text = presence.payloadText("priority");
        if (text == null) {
            return 0;
        }
        try {
            return Math.max(-128, Math.min(127, Integer.parseInt(text.strip())));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
