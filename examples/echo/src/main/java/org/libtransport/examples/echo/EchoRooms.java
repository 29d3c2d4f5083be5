package org.libtransport.examples.echo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.Participant;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomRefusal;
import org.libtransport.plugin.SessionEvents;

/** The rooms one user is in, each with one other occupant who says again what is said. */
final class EchoRooms {

    private static final String OCCUPANT = "echo";

    private final SessionEvents events;

    private record Membership(String nickname, String subject) {}

    /** What the user is called in each room, and what it is about. */
    private final Map<String, Membership> joined = new HashMap<>();

    EchoRooms(SessionEvents events) {
        this.events = events;
    }

    void begin() {
        events.roomsListed(List.of(new RoomInfo("#echo", "Echo"), new RoomInfo("#locked", "Locked")));
    }

    void join(RoomJoin join) {
        RoomRefusal refusal = objection(join);
        if (refusal != null) {
            events.roomRefused(join, refusal, "The echo network does not let you in.");
            return;
        }
        String room = join.room();
        Membership before = joined.get(room);
        String subject = before == null ? "Echo" : before.subject();
        joined.put(room, new Membership(join.nickname(), subject));
        events.participantChanged(
                Participant.builder(room, OCCUPANT).moderator().build());
        events.participantChanged(
                Participant.builder(room, join.nickname()).self().build());
        events.subjectChanged(room, OCCUPANT, subject);
    }

    private static @Nullable RoomRefusal objection(RoomJoin join) {
        if (join.room().equals("#nowhere")) {
            return RoomRefusal.NOT_FOUND;
        }
        if (join.room().equals("#locked") && !"open".equals(join.password())) {
            return RoomRefusal.NOT_AUTHORIZED;
        }
        return join.nickname().equals("taken") ? RoomRefusal.CONFLICT : null;
    }

    void leave(String room) {
        Membership membership = joined.remove(room);
        if (membership != null) {
            Participant.Builder user =
                    Participant.builder(room, membership.nickname()).self();
            events.participantChanged(user.availability(Availability.OFFLINE).build());
        }
    }

    void changeSubject(String room, String subject) {
        Membership membership = joined.get(room);
        if (membership != null) {
            joined.put(room, new Membership(membership.nickname(), subject));
            events.subjectChanged(room, membership.nickname(), subject);
        }
    }

    /** Says something in a room or to one occupant; returns false if the message goes to neither. */
    boolean say(OutgoingMessage message) {
        Membership membership = joined.get(message.to());
        if (membership != null) {
            // the user sees what was said because the network reports it, as it does to everybody else
            events.message(
                    text(message.to(), message).nickname(membership.nickname()).build());
            events.message(text(message.to(), message).nickname(OCCUPANT).build());
            return true;
        }
        int slash = message.to().lastIndexOf('/');
        String room = slash < 0 ? "" : message.to().substring(0, slash);
        if (!joined.containsKey(room)) {
            return false;
        }
        events.message(text(room, message)
                .privateFrom(message.to().substring(slash + 1))
                .build());
        return true;
    }

    private static IncomingMessage.Builder text(String from, OutgoingMessage message) {
        return IncomingMessage.builder(from, message.body()).xhtml(message.xhtml());
    }
}
