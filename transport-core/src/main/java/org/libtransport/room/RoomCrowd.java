package org.libtransport.room;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.StatusType;

/**
 * Who is in one room, the user among them, as guests are told of it. Not thread-safe: belongs to the user's loop.
 *
 * <p>Nobody is told twice. After the network was away everybody is reported anew: guests hear of what is different only.
 */
final class RoomCrowd {

    /** What a report means for the user. */
    enum Outcome {
        NOTHING,
        ENTERED,
        LEFT
    }

    private final Occupants occupants = new Occupants();
    private final Guests guests;
    private final String wantedNickname;
    /** The user's name in the room as far as the network has said. */
    private String ownNickname;
    /** The name under which guests know the user; null if they do not yet. */
    private @Nullable String toldNickname;

    private boolean inside;
    private Set<String> shownAtOutage = Set.of();
    private boolean outage;

    RoomCrowd(String wantedNickname, Guests guests) {
        this.wantedNickname = wantedNickname;
        this.ownNickname = wantedNickname;
        this.guests = guests;
    }

    /** The network is asked to let the user in, maybe again. */
    void entering() {
        inside = false;
        ownNickname = wantedNickname;
        occupants.doubtAll();
    }

    String ownNickname() {
        return ownNickname;
    }

    /** What the user is called in addresses. */
    String ownShown() {
        return occupants.shown(toldNickname == null ? ownNickname : toldNickname);
    }

    String shown(String nickname) {
        return occupants.shown(nickname);
    }

    @Nullable
    Occupant findShown(String shown) {
        return occupants.findShown(shown);
    }

    /** Whether the report is about the user. */
    boolean isSelf(Wire.Participant report) {
        return has(report, ParticipantFlag.PARTICIPANT_FLAG_ME)
                || report.getNickname().equals(ownNickname)
                || (!report.getNewname().isEmpty() && report.getNewname().equals(ownNickname))
                // Before the user is in, a backend may name the user by what is shown only.
                || (!inside && !report.getAlias().isEmpty() && report.getAlias().equals(ownNickname));
    }

    /** Somebody came, changed, was renamed or left. */
    Outcome report(Wire.Participant report) {
        boolean self = isSelf(report);
        boolean removed = has(report, ParticipantFlag.PARTICIPANT_FLAG_KICKED)
                || has(report, ParticipantFlag.PARTICIPANT_FLAG_BANNED);
        if (!report.getNewname().isEmpty()) {
            return renamed(report, self);
        }
        if (removed || report.getStatus() == StatusType.STATUS_NONE) {
            return gone(report, self);
        }
        return present(report, self);
    }

    private Outcome present(Wire.Participant report, boolean self) {
        String nickname = report.getNickname();
        Occupant before = occupants.find(nickname);
        if (self && toldNickname != null && !toldNickname.equals(nickname)) {
            // The user was somebody else before the network was away.
            before = occupants.remove(toldNickname);
        }
        Occupant now = occupants.put(report, nickname, report.getAlias(), self);
        if (now == null) {
            return Outcome.NOTHING;
        }
        if (!now.equals(before)) {
            tell(before == null ? null : before.shown(), now, self);
        }
        return self ? itIsTheUser(nickname) : Outcome.NOTHING;
    }

    private Outcome itIsTheUser(String nickname) {
        ownNickname = nickname;
        toldNickname = nickname;
        boolean entered = !inside;
        inside = true;
        return entered ? Outcome.ENTERED : Outcome.NOTHING;
    }

    private Outcome renamed(Wire.Participant report, boolean self) {
        Occupant before = occupants.remove(report.getNickname());
        if (before == null && occupants.find(report.getNewname()) != null) {
            // Reported before, as the user's new name is in two ways.
            return present(
                    report.toBuilder()
                            .setNickname(report.getNewname())
                            .clearAlias()
                            .build(),
                    self);
        }
        if (before == null && self && toldNickname != null) {
            before = occupants.remove(toldNickname);
        }
        Occupant now = occupants.put(report, report.getNewname(), "", self);
        if (now == null) {
            return Outcome.NOTHING;
        }
        tell(before == null ? null : before.shown(), now, self);
        return self ? itIsTheUser(report.getNewname()) : Outcome.NOTHING;
    }

    /** Tells of somebody who is there. The user's own presence is not told to whom the room is not open yet. */
    private void tell(@Nullable String shownBefore, Occupant now, boolean self) {
        for (Guest guest : guests.all()) {
            if (self && !guest.isInside()) {
                continue;
            }
            if (shownBefore != null && !shownBefore.equals(now.shown())) {
                guests.tell(RoomPresence.renamed(guest, shownBefore, now, self));
            }
            guests.tell(RoomPresence.present(guest, now, self));
        }
    }

    private Outcome gone(Wire.Participant report, boolean self) {
        if (self && !inside) {
            // Answers a leave of before the user asked to be let in again.
            return Outcome.NOTHING;
        }
        Occupant occupant = occupants.remove(report.getNickname());
        if (self) {
            guests.tellInside(guest -> RoomPresence.gone(
                    guest,
                    occupant == null ? ownShown() : occupant.shown(),
                    report.getStatusMessage(),
                    codes(report, RoomPresence.SELF)));
            return Outcome.LEFT;
        }
        if (occupant != null) {
            guests.tellAll(
                    guest -> RoomPresence.gone(guest, occupant.shown(), report.getStatusMessage(), codes(report)));
        }
        return Outcome.NOTHING;
    }

    private static int[] codes(Wire.Participant report, int... others) {
        Set<Integer> codes = new HashSet<>();
        for (int code : others) {
            codes.add(code);
        }
        if (has(report, ParticipantFlag.PARTICIPANT_FLAG_BANNED)) {
            codes.add(RoomPresence.BANNED);
        } else if (has(report, ParticipantFlag.PARTICIPANT_FLAG_KICKED)) {
            codes.add(RoomPresence.KICKED);
        }
        return codes.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** The network calls the user by another name from now on. */
    void nicknameChanged(String nickname) {
        if (!inside) {
            ownNickname = nickname;
            return;
        }
        if (nickname.equals(ownNickname)) {
            return;
        }
        Occupant own = occupants.find(ownNickname);
        Availability availability = own == null ? new Availability(StatusType.STATUS_ONLINE, "") : own.availability();
        boolean moderator = own != null && own.moderator();
        renamed(
                self(ownNickname, availability)
                        .setNewname(nickname)
                        .setFlag(ParticipantFlag.PARTICIPANT_FLAG_ME_VALUE
                                | (moderator ? ParticipantFlag.PARTICIPANT_FLAG_MODERATOR_VALUE : 0))
                        .setIconHash(own == null ? "" : own.iconHash())
                        .build(),
                true);
    }

    /** The network has let the user in without saying so. */
    Outcome assumeEntered() {
        return present(
                self(ownNickname, new Availability(StatusType.STATUS_ONLINE, ""))
                        .build(),
                true);
    }

    /** A report about the user. User and room do not matter here any more. */
    private static Wire.Participant.Builder self(String nickname, Availability availability) {
        return Wire.Participant.newBuilder()
                .setUserName("")
                .setRoom("")
                .setNickname(nickname)
                .setFlag(ParticipantFlag.PARTICIPANT_FLAG_ME_VALUE)
                .setStatus(availability.status())
                .setStatusMessage(availability.text());
    }

    /** Tells a resource who else is there. */
    void introduceOthers(Guest guest) {
        for (Occupant occupant : occupants.all()) {
            if (!occupant.nickname().equals(toldNickname)) {
                guests.tell(RoomPresence.present(guest, occupant, false));
            }
        }
    }

    /** Tells a resource that it is in the room (XEP-0045 section 7.2.2). */
    void introduceSelf(Guest guest) {
        Occupant own = occupants.find(ownNickname);
        if (own != null) {
            guests.tell(RoomPresence.present(guest, own, true));
        }
    }

    /** Everybody who is there has been reported by now: those who were not are gone. */
    void settle() {
        for (Occupant missing : occupants.removeUnconfirmed()) {
            guests.tellAll(guest -> RoomPresence.gone(guest, missing.shown(), ""));
        }
    }

    /** The link to XMPP is lost: guests miss what happens from now on. */
    void xmppLost() {
        if (!outage) {
            outage = true;
            shownAtOutage = occupants.all().stream().map(Occupant::shown).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** A guest may have missed something since {@link #xmppLost}: tells it everything. */
    void refresh(Guest guest) {
        for (String shown : shownAtOutage) {
            if (occupants.findShown(shown) == null) {
                guests.tell(RoomPresence.gone(guest, shown, ""));
            }
        }
        introduceOthers(guest);
        introduceSelf(guest);
    }

    /** All guests know everything again. */
    void xmppBack() {
        outage = false;
        shownAtOutage = Set.of();
    }

    static boolean has(Wire.Participant report, ParticipantFlag flag) {
        return (report.getFlag() & flag.getNumber()) != 0;
    }
}
