"""What happens to one user at the network, reported by the author."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timezone
from typing import cast

from google.protobuf.message import Message

from libtransport._stanzas import recipient
from libtransport._wire import pbnetwork_pb2 as wire
from libtransport.values import (
    Availability,
    ChatState,
    ConnectionFailure,
    Contact,
    Departure,
    IncomingMessage,
    OutgoingMessage,
    Participant,
    RoomInfo,
    RoomJoin,
    RoomRefusal,
)

Frame = wire.WrapperMessage

_TYPING = {
    ChatState.COMPOSING: Frame.TYPE_BUDDY_TYPING,
    ChatState.PAUSED: Frame.TYPE_BUDDY_TYPED,
    ChatState.ACTIVE: Frame.TYPE_BUDDY_STOPPED_TYPING,
}
_REFUSAL = {
    RoomRefusal.CONFLICT: wire.PARTICIPANT_FLAG_CONFLICT,
    RoomRefusal.NOT_AUTHORIZED: wire.PARTICIPANT_FLAG_NOT_AUTHORIZED,
    RoomRefusal.NOT_FOUND: wire.PARTICIPANT_FLAG_ROOM_NOT_FOUND,
}
_DEPARTURE = {
    None: wire.PARTICIPANT_FLAG_NONE,
    Departure.KICKED: wire.PARTICIPANT_FLAG_KICKED,
    Departure.BANNED: wire.PARTICIPANT_FLAG_BANNED,
}
_MOST_REQUESTS = 1000
"""Strangers can ask without end; the answer to one beyond this looks like a new contact."""


class Events:
    """The reports of one session.

    All methods may be called from any thread, never block, and reach the transport in the order of the calls (of one
    thread). After ``disconnected`` and after ``Session.logout`` they do nothing. A single report may take up to 16 MiB; a
    larger one is refused with a ValueError.
    """

    def __init__(
        self,
        user: str,
        send: Callable[[wire.WrapperMessage.Type, Message | bytes], None],
        ended: Callable[[], None],
        gives_tokens: bool = False,
    ) -> None:
        self._user = user
        self._gives_tokens = gives_tokens
        self._send_frame = send
        self._ended = ended
        self._contacts: set[str] = set()
        self._requests: set[str] = set()
        self._silent = False

    def connected(self, token: str = "") -> None:
        """The network accepted the log-in.

        It may have given a token that logs the user in from now on; a new one replaces the one before. Only for a plugin whose
        description says so.
        """
        if token and not self._gives_tokens:
            raise ValueError("the plugin's description does not say that it gives tokens")
        self._send(Frame.TYPE_CONNECTED, wire.Connected(user=self._user, loginToken=token or None))

    def disconnected(self, failure: ConnectionFailure, text: str = "") -> None:
        """The session ended, or never began. Nothing is called on it any more; the text is a sentence for the user."""
        if not self._silent:
            self._send(Frame.TYPE_DISCONNECTED, wire.Disconnected(user=self._user, error=failure, message=text))
            self._silent = True
            self._ended()

    def contact_changed(self, contact: Contact) -> None:
        """A contact exists and has this state."""
        self._remember(contact.name)
        self._send(
            Frame.TYPE_BUDDY_CHANGED,
            wire.Buddy(
                userName=self._user,
                buddyName=contact.name,
                alias=contact.alias,
                group=contact.groups,
                status=_status(contact.availability),
                statusMessage=contact.status_message,
                iconHash=contact.icon_hash,
                blocked=contact.blocked,
            ),
        )

    def contact_removed(self, name: str) -> None:
        """A contact is not in the list any more."""
        self._contacts.discard(name.lower())
        self._send(Frame.TYPE_BUDDY_REMOVED, self._buddy(name))

    def authorization_requested(self, name: str) -> None:
        """Somebody asks to see the user's availability: see AuthorizationSupport."""
        if len(self._requests) < _MOST_REQUESTS:
            self._requests.add(name.lower())
        self._send(Frame.TYPE_AUTH_REQUEST, self._buddy(name))

    def message(self, message: IncomingMessage) -> None:
        frame = self._text(message.sender, message.body)
        if message.nickname:
            frame.nickname = message.nickname
        if message.xhtml:
            frame.xhtml = message.xhtml
        if message.timestamp is not None:
            moment = message.timestamp
            moment = moment.astimezone(timezone.utc) if moment.tzinfo else moment
            frame.timestamp = moment.strftime("%Y%m%dT%H%M%S")
        if message.headline:
            frame.headline = True
        if message.private:
            frame.pm = True
        if message.carbon:
            frame.carbon = True
        for file in message.attachments:
            frame.attachment.add(url=file.url, mimeType=file.mime_type, description=file.description)
        self._send(Frame.TYPE_CONV_MESSAGE, frame)

    def delivered(self, message: OutgoingMessage) -> None:
        """A message arrived. Does nothing for one whose sender does not want to know."""
        if message.id:
            frame = self._text(message.to, "")
            frame.id = message.id
            self._send(Frame.TYPE_CONV_MESSAGE_ACK, frame)

    def typing(self, contact: str, state: ChatState) -> None:
        """A contact is writing, or stopped. Shown only where a conversation has begun."""
        self._send(_TYPING[state], self._buddy(contact))

    def attention(self, contact: str, text: str = "") -> None:
        """A contact nudges the user."""
        self._send(Frame.TYPE_ATTENTION, self._text(contact, text))

    def participant_changed(self, participant: Participant) -> None:
        """An occupant of a room the user is in came, changed or left."""
        left = participant.availability is Availability.OFFLINE
        flag: int = _DEPARTURE[participant.departure] if left else wire.PARTICIPANT_FLAG_NONE
        flag |= wire.PARTICIPANT_FLAG_MODERATOR if participant.moderator else 0
        flag |= wire.PARTICIPANT_FLAG_ME if participant.me else 0
        self._send(
            Frame.TYPE_PARTICIPANT_CHANGED,
            wire.Participant(
                userName=self._user,
                room=participant.room,
                nickname=participant.nickname,
                flag=flag,
                status=_status(participant.availability),
                statusMessage=participant.status_message,
                newname=participant.renamed_to,
                iconHash=participant.icon_hash,
                alias=participant.alias,
            ),
        )

    def room_refused(self, join: RoomJoin, refusal: RoomRefusal, text: str = "") -> None:
        """The user cannot enter a room; the text is a sentence for the user."""
        self._send(
            Frame.TYPE_PARTICIPANT_CHANGED,
            wire.Participant(
                userName=self._user,
                room=join.room,
                nickname=join.nickname,
                flag=_REFUSAL[refusal],
                status=wire.STATUS_NONE,
                statusMessage=text,
            ),
        )

    def room_nickname_changed(self, room: str, nickname: str) -> None:
        """The user's own nickname in a room is now this."""
        frame = wire.Room(userName=self._user, nickname=nickname, room=room, password="")
        self._send(Frame.TYPE_ROOM_NICKNAME_CHANGED, frame)

    def subject_changed(self, room: str, subject: str, nickname: str = "") -> None:
        """A room has this subject; the nickname is of the one who set it, if known."""
        frame = self._text(room, subject)
        if nickname:
            frame.nickname = nickname
        self._send(Frame.TYPE_ROOM_SUBJECT_CHANGED, frame)

    def rooms_listed(self, rooms: Iterable[RoomInfo]) -> None:
        """The rooms this user can enter; replaces the list reported before."""
        frame = wire.RoomList(user=self._user)
        for room in rooms:
            frame.room.append(room.room)
            frame.name.append(room.title)
        self._send(Frame.TYPE_ROOM_LIST, frame)

    def stanza(self, xml: str) -> None:
        """A stanza for the user, from a session with RawXmlSupport: one whole message, presence or iq.

        Its ``to`` is ``Login.user`` with or without a resource, its ``from`` an address at the network. A ValueError says
        that it is not well-formed, not one element, or for somebody else: it is not sent then, because a broken one would
        spoil those of all other users of this backend.
        """
        if recipient(xml) != self._user:
            raise ValueError("the stanza is not addressed to the user")
        self._send(Frame.TYPE_RAW_XML, xml.encode())

    # What the link asks; authors do not call these.

    def _silence(self) -> None:
        self._silent = True

    def _remember(self, contact: str) -> None:
        self._contacts.add(contact.lower())

    def _knows(self, contact: str) -> bool:
        return contact.lower() in self._contacts

    def _take_request(self, name: str) -> bool:
        """Whether this one asked for authorization and is waiting; after this call not any more."""
        waiting = name.lower() in self._requests
        self._requests.discard(name.lower())
        return waiting

    def _buddy(self, name: str) -> wire.Buddy:
        return wire.Buddy(userName=self._user, buddyName=name)

    def _text(self, name: str, text: str) -> wire.ConversationMessage:
        return wire.ConversationMessage(userName=self._user, buddyName=name, message=text)

    def _send(self, kind: wire.WrapperMessage.Type, payload: Message | bytes) -> None:
        if not self._silent:
            self._send_frame(kind, payload)


def _status(availability: Availability) -> wire.StatusType:
    """The numbers are the same."""
    return cast("wire.StatusType", availability)
