package org.libtransport.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Stanza;

/** The resources of a user that take part in one room. Belongs to the user's loop. */
final class Guests {

    private final Map<Jid, Guest> byResource = new LinkedHashMap<>(2);
    private final Consumer<Stanza> out;

    /** @param out sends a stanza to the user */
    Guests(Consumer<Stanza> out) {
        this.out = out;
    }

    void add(Guest guest) {
        byResource.put(guest.resource(), guest);
    }

    @Nullable
    Guest find(Jid resource) {
        return byResource.get(resource);
    }

    @Nullable
    Guest remove(Jid resource) {
        return byResource.remove(resource);
    }

    boolean isEmpty() {
        return byResource.isEmpty();
    }

    /** A copy, longest here first. */
    List<Guest> all() {
        return List.copyOf(byResource.values());
    }

    void tell(Stanza stanza) {
        out.accept(stanza);
    }

    /** Tells each something of its own. */
    void tellAll(Function<Guest, Stanza> news) {
        byResource.values().forEach(guest -> out.accept(news.apply(guest)));
    }

    /** The same for those who know that they are in the room; false if there is none. */
    boolean tellInside(Function<Guest, Stanza> news) {
        boolean told = false;
        for (Guest guest : byResource.values()) {
            if (guest.isInside()) {
                out.accept(news.apply(guest));
                told = true;
            }
        }
        return told;
    }
}
