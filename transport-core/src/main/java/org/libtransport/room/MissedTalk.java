package org.libtransport.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.xml.Element;

/** What was said in rooms that one user is not in, kept for when the user is. Not thread-safe: belongs to the user's loop. */
final class MissedTalk {

    /** Of how many rooms something is kept; the one that was silent longest is forgotten. */
    static final int MOST = 50;

    private final RoomContext context;
    private final Map<String, RoomHistory> byRoom = new LinkedHashMap<>(0, 0.75f, true);

    MissedTalk(RoomContext context) {
        this.context = context;
    }

    /** Somebody speaks in a room that the user is not in. */
    void keep(Wire.ConversationMessage message) {
        RoomHistory history = byRoom.computeIfAbsent(message.getBuddyName(), name -> new RoomHistory());
        int forgotten = 0;
        for (List<Element> content : RoomTalk.content(context, message)) {
            forgotten += history.addUnheard(
                    RoomTalk.line(message.getNickname(), context.ids().next(), content, context));
        }
        if (byRoom.size() > MOST) {
            String eldest = byRoom.keySet().iterator().next();
            forgotten += Objects.requireNonNull(byRoom.remove(eldest)).unheard();
        }
        RoomTalk.count(context, forgotten);
    }

    /** What was kept of the room, which is not kept here any more. */
    RoomHistory take(String room) {
        RoomHistory history = byRoom.remove(room);
        return history == null ? new RoomHistory() : history;
    }

    /** Forgets and counts all. */
    void close() {
        byRoom.values().forEach(history -> RoomTalk.count(context, history.unheard()));
        byRoom.clear();
    }
}
