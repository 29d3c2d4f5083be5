package org.libtransport.xmpp.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;

/** Who is connected, by bare JID and resource: snapshots that change as a whole. Any thread. */
final class Sessions {

    private final ConcurrentHashMap<Jid, Map<String, ActiveSession>> byAccount = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<Jid, List<ClientStream>> streams = new ConcurrentHashMap<>();

    /** The stream has proven to be of this account, with or without a resource yet. */
    void loggedIn(Jid account, ClientStream stream) {
        streams.merge(account, List.of(stream), Sessions::joined);
    }

    void loggedOut(Jid account, ClientStream stream) {
        streams.computeIfPresent(account, (key, present) -> {
            List<ClientStream> fewer =
                    present.stream().filter(other -> other != stream).toList();
            return fewer.isEmpty() ? null : fewer;
        });
    }

    /** All streams of an account. */
    List<ClientStream> streamsOf(Jid account) {
        return streams.getOrDefault(account.bare(), List.of());
    }

    private static List<ClientStream> joined(List<ClientStream> some, List<ClientStream> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Takes the full JID for the session; returns who has it already, or null if it was free. */
    @Nullable
    ActiveSession enter(Jid full, ActiveSession session) {
        Map<String, ActiveSession> all = byAccount.compute(full.bare(), (account, present) -> {
            if (present != null && present.containsKey(resource(full))) {
                return present;
            }
            Map<String, ActiveSession> more = present == null ? new HashMap<>() : new HashMap<>(present);
            more.put(resource(full), session);
            return Map.copyOf(more);
        });
        ActiveSession owner = all.get(resource(full));
        return owner == session ? null : owner;
    }

    void leave(Jid full, ActiveSession session) {
        byAccount.computeIfPresent(full.bare(), (account, present) -> {
            if (present.get(resource(full)) != session) {
                return present;
            }
            Map<String, ActiveSession> fewer = new HashMap<>(present);
            fewer.remove(resource(full));
            return fewer.isEmpty() ? null : Map.copyOf(fewer);
        });
    }

    @Nullable
    ActiveSession find(Jid full) {
        Map<String, ActiveSession> all = byAccount.get(full.bare());
        return all == null ? null : all.get(resource(full));
    }

    Collection<ActiveSession> of(Jid account) {
        Map<String, ActiveSession> all = byAccount.get(account.bare());
        return all == null ? List.of() : all.values();
    }

    private static String resource(Jid full) {
        String resource = full.resource();
        if (resource == null) {
            throw new IllegalArgumentException("no resource in " + full);
        }
        return resource;
    }
}
