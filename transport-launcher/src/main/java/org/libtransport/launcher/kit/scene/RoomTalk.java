package org.libtransport.launcher.kit.scene;

import java.util.ArrayList;
import java.util.List;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What one user does in one room. */
final class RoomTalk {

    /** The occupant who is in every room of the echo network. */
    private static final String OTHER = "echo";

    private static final int REFUSED = Wire.ParticipantFlag.PARTICIPANT_FLAG_CONFLICT_VALUE
            | Wire.ParticipantFlag.PARTICIPANT_FLAG_NOT_AUTHORIZED_VALUE
            | Wire.ParticipantFlag.PARTICIPANT_FLAG_ROOM_NOT_FOUND_VALUE;

    private final Stage stage;
    private final Actor user;
    private final String room;
    private final String nickname;

    RoomTalk(Stage stage, Actor user, String room, String nickname) {
        this.stage = stage;
        this.user = user;
        this.room = room;
        this.nickname = nickname;
    }

    void join(String password) {
        stage.link()
                .send(
                        Type.TYPE_JOIN_ROOM,
                        Wire.Room.newBuilder()
                                .setUserName(user.key())
                                .setNickname(nickname)
                                .setRoom(room)
                                .setPassword(password)
                                .build());
    }

    /** The other occupants, then the user with the wanted nickname. */
    void entered() throws Unmet, InterruptedException {
        List<String> others = new ArrayList<>();
        Wire.Participant occupant = nextOccupant();
        while (!occupant.getNickname().equals(nickname)) {
            others.add(occupant.getNickname());
            occupant = nextOccupant();
        }
        Texts.holds(
                (occupant.getFlag() & REFUSED) == 0 && occupant.getStatus() != Wire.StatusType.STATUS_NONE,
                nickname + " in the room " + room,
                "a refusal: the flags " + occupant.getFlag() + ", the status " + occupant.getStatus());
        if (stage.echo()) {
            Texts.same("the occupants who are told before the user", List.of(OTHER), others);
            Texts.holds(
                    (occupant.getFlag() & Wire.ParticipantFlag.PARTICIPANT_FLAG_ME_VALUE) != 0,
                    "the flag ME for the user",
                    "the flags " + occupant.getFlag());
            user.expect(
                    Kind.SUBJECT, subject -> subject.getBuddyName().equals(room), "the subject after the occupants");
        }
    }

    /** The next who is in the room or is kept out; some networks also tell who left, the user among them. */
    private Wire.Participant nextOccupant() throws Unmet, InterruptedException {
        return user.expect(
                Kind.OCCUPANT,
                occupant -> occupant.getRoom().equals(room)
                        && (occupant.getStatus() != Wire.StatusType.STATUS_NONE || (occupant.getFlag() & REFUSED) != 0),
                "PARTICIPANT_CHANGED of " + nickname + " in " + room);
    }

    /** What the user says comes back once, and then what the other says. */
    void talk() throws Unmet, InterruptedException {
        String text = "Good morrow \uD834\uDD1E";
        user.says(room, text);
        Wire.ConversationMessage own = user.hears(room, text);
        Texts.same("who said it, of the user's own message in a room", nickname, own.getNickname());
        Wire.ConversationMessage answer = user.hears(room, text);
        Texts.same("who said it, of the answer in a room", OTHER, answer.getNickname());
        Texts.holds(!answer.getPm(), "a message to the room", "a private one (pm)");
    }

    void setSubject() throws Unmet, InterruptedException {
        user.send(Type.TYPE_ROOM_SUBJECT_CHANGED, user.messageTo(room, "Balconies"));
        Wire.ConversationMessage subject = user.expect(
                Kind.SUBJECT,
                changed -> changed.getBuddyName().equals(room),
                "ROOM_SUBJECT_CHANGED after the user changed it");
        Texts.same("ROOM_SUBJECT_CHANGED.message", "Balconies", subject.getMessage());
        Texts.same("who changed the subject", nickname, subject.getNickname());
    }

    /** A private message to the other occupant, and the answer. */
    void whisper() throws Unmet, InterruptedException {
        user.says(room + "/" + OTHER, "psst");
        Wire.ConversationMessage answer = user.hears(room, "psst");
        Texts.same("who said it, of a private message", OTHER, answer.getNickname());
        Texts.holds(answer.getPm(), "pm with the private message", "none");
    }

    void leave() {
        stage.link()
                .send(
                        Type.TYPE_LEAVE_ROOM,
                        Wire.Room.newBuilder()
                                .setUserName(user.key())
                                .setNickname("")
                                .setRoom(room)
                                .setPassword("")
                                .build());
    }

    /** The join is refused in this way. */
    void refused(Wire.ParticipantFlag why) throws Unmet, InterruptedException {
        Wire.Participant refusal = user.expect(
                Kind.OCCUPANT,
                occupant -> occupant.getRoom().equals(room),
                "PARTICIPANT_CHANGED with " + why + " for the room " + room);
        Texts.holds(
                (refusal.getFlag() & why.getNumber()) != 0,
                why + " for the room " + room,
                "the flags " + refusal.getFlag());
        Texts.same("the nickname of a refusal", nickname, refusal.getNickname());
    }
}
