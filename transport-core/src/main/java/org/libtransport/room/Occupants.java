package org.libtransport.room;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.protocol.Wire;

/** Who is in one room, by the names of the network and by those that are shown. Not thread-safe. */
final class Occupants {

    /** In a larger room the others are not shown; what they say is. */
    static final int MOST = 10_000;

    private final Map<String, Occupant> byNickname = new LinkedHashMap<>();
    private final Map<String, Occupant> byShown = new HashMap<>();
    /** Who was there before the network went away and was not reported since it is back. */
    private final Set<String> unconfirmed = new HashSet<>(0);

    /**
     * Takes in what the network reports of somebody who is there.
     *
     * @param always whether to take it in where there is no place for more
     * @return the new state, or null if there is no place for more
     */
    @Nullable
    Occupant put(Wire.Participant reported, String nickname, String alias, boolean always) {
        unconfirmed.remove(nickname);
        Occupant before = byNickname.get(nickname);
        if (before == null && !always && byNickname.size() >= MOST) {
            return null;
        }
        if (before != null) {
            byShown.remove(before.shown());
        }
        Occupant now = new Occupant(
                nickname,
                shownName(nickname, alias),
                (reported.getFlag() & Wire.ParticipantFlag.PARTICIPANT_FLAG_MODERATOR_VALUE) != 0,
                new Availability(reported.getStatus(), reported.getStatusMessage()),
                reported.getIconHash());
        byNickname.put(nickname, now);
        byShown.put(now.shown(), now);
        return now;
    }

    /** Two people may have one alias, or an alias may be the nickname of another. */
    private String shownName(String nickname, String alias) {
        if (!alias.isEmpty() && !byShown.containsKey(alias)) {
            return alias;
        }
        if (!byShown.containsKey(nickname)) {
            return nickname;
        }
        String shown = nickname + " (" + nickname + ')';
        while (byShown.containsKey(shown)) {
            shown += '_';
        }
        return shown;
    }

    @Nullable
    Occupant remove(String nickname) {
        unconfirmed.remove(nickname);
        Occupant gone = byNickname.remove(nickname);
        if (gone != null) {
            byShown.remove(gone.shown());
        }
        return gone;
    }

    @Nullable
    Occupant find(String nickname) {
        return byNickname.get(nickname);
    }

    @Nullable
    Occupant findShown(String shown) {
        return byShown.get(shown);
    }

    /** What this one is called in addresses. Somebody who is not known, by the nickname. */
    String shown(String nickname) {
        Occupant occupant = byNickname.get(nickname);
        return occupant == null ? nickname : occupant.shown();
    }

    /** All, longest known first. A view. */
    Collection<Occupant> all() {
        return Collections.unmodifiableCollection(byNickname.values());
    }

    /** From now on everybody must be reported anew. */
    void doubtAll() {
        unconfirmed.addAll(byNickname.keySet());
    }

    /** Removes those who were not reported since {@link #doubtAll}. */
    List<Occupant> removeUnconfirmed() {
        List<Occupant> gone =
                List.copyOf(unconfirmed).stream().map(this::remove).toList();
        unconfirmed.clear();
        return gone;
    }
}
