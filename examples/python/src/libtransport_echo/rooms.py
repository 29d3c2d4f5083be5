"""The rooms of the echo network."""

from __future__ import annotations

from dataclasses import dataclass

from libtransport import (
    Availability,
    Events,
    IncomingMessage,
    OutgoingMessage,
    Participant,
    RoomInfo,
    RoomJoin,
    RoomRefusal,
    RoomSupport,
)

OCCUPANT = "echo"


@dataclass
class Membership:
    nickname: str
    subject: str = "Echo"


class EchoRooms(RoomSupport):
    """The rooms one user is in, each with one other occupant who says again what is said."""

    def __init__(self, events: Events) -> None:
        self._room_events = events
        self._rooms: dict[str, Membership] = {}

    def list_rooms(self) -> None:
        self._room_events.rooms_listed([RoomInfo("#echo", "Echo"), RoomInfo("#locked", "Locked")])

    async def join_room(self, join: RoomJoin) -> None:
        events, room = self._room_events, join.room
        refusal = _objection(join)
        if refusal is not None:
            events.room_refused(join, refusal, "The echo network does not let you in.")
            return
        membership = self._rooms.setdefault(room, Membership(join.nickname))
        membership.nickname = join.nickname
        events.participant_changed(Participant(room, OCCUPANT, moderator=True))
        events.participant_changed(Participant(room, join.nickname, me=True))
        events.subject_changed(room, membership.subject, OCCUPANT)

    async def leave_room(self, room: str) -> None:
        membership = self._rooms.pop(room, None)
        if membership is not None:
            gone = Participant(room, membership.nickname, Availability.OFFLINE, me=True)
            self._room_events.participant_changed(gone)

    async def change_subject(self, room: str, subject: str) -> None:
        membership = self._rooms.get(room)
        if membership is not None:
            membership.subject = subject
            self._room_events.subject_changed(room, subject, membership.nickname)

    def say_in_room(self, message: OutgoingMessage) -> bool:
        """Say something in a room or to one occupant; false if the message goes to neither."""
        membership = self._rooms.get(message.to)
        if membership is not None:
            # The user sees what was said because the network reports it, as it does to everybody else.
            for nickname in (membership.nickname, OCCUPANT):
                self._room_events.message(IncomingMessage(message.to, message.body, message.xhtml, nickname))
            return True
        room, slash, nickname = message.to.rpartition("/")
        if not slash or room not in self._rooms:
            return False
        self._room_events.message(IncomingMessage(room, message.body, message.xhtml, nickname, private=True))
        return True


def _objection(join: RoomJoin) -> RoomRefusal | None:
    if join.room == "#nowhere":
        return RoomRefusal.NOT_FOUND
    if join.room == "#locked" and join.password != "open":
        return RoomRefusal.NOT_AUTHORIZED
    return RoomRefusal.CONFLICT if join.nickname == "taken" else None
