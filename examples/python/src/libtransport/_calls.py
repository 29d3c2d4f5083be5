"""What a frame means for one user: which method of the session to call, and what the transport is told of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from google.protobuf.message import Message

from libtransport._frames import Unreadable, parse
from libtransport._stanzas import sender
from libtransport._wire import pbnetwork_pb2 as wire
from libtransport.events import Events
from libtransport.plugin import (
    AttentionSupport,
    AuthorizationSupport,
    BlockSupport,
    ContactListSupport,
    ContactSupport,
    OwnVCardSupport,
    RawXmlSupport,
    Refused,
    RoomSupport,
    Session,
    TryLater,
    TypingSupport,
    VCardSupport,
)
from libtransport.values import (
    Availability,
    ChatState,
    Contact,
    OutgoingMessage,
    RoomJoin,
    RoomRefusal,
    VCard,
)

log = logging.getLogger("libtransport")

Frame = wire.WrapperMessage

MOST_LOOKUPS = 100
"""Look-ups of vCards at a time for one user; further ones wait like other calls."""

LOOKUP_TIME = 40.0

_LOST = "Your message could not be delivered."


@dataclass(frozen=True, slots=True)
class Call:
    """A call for one user. ``text_to`` is set if somebody's words are lost should it fail."""

    user: str
    make: Callable[[SessionLink, Session], Awaitable[None]]
    ack_id: int = 0
    text_to: str = ""
    beside: bool = False


class SessionLink:
    """One session from log-in to its end."""

    def __init__(
        self,
        user: str,
        send: Callable[[wire.WrapperMessage.Type, Message | bytes], None],
        ended: Callable[[SessionLink], None],
        gives_tokens: bool = False,
    ) -> None:
        self.user = user
        self.session: Session | None = None
        self.send = send
        self.events = Events(user, send, lambda: ended(self), gives_tokens)
        self._lookups: set[asyncio.Task[None]] = set()

    @property
    def silent(self) -> bool:
        return self.events._silent

    def logout(self) -> Callable[[], Awaitable[None]]:
        """Silences the session at once; what is returned logs it out when its turn comes."""
        over = self.silent
        self.events._silence()

        async def logout() -> None:
            for lookup in self._lookups:
                lookup.cancel()
            session, self.session = self.session, None
            if session is not None and not over:
                await session.logout()

        return logout

    async def make(self, call: Call) -> wire.MessageStatus | None:
        """Call the author's code; tell what became of a message. Only in the user's queue."""
        session = self.session
        if session is None or (self.silent and not call.ack_id and not call.text_to):
            self._tell_lost(call, "")
            return refusal_of(call.ack_id, None, call.user)
        try:
            await call.make(self, session)
        except (Refused, TryLater) as e:
            self._tell_lost(call, str(e))
            return refusal_of(call.ack_id, e, call.user)
        except Exception as e:
            log.exception("The session of %s failed", self.user)
            self._tell_lost(call, "")
            return refusal_of(call.ack_id, Refused(_LOST), call.user)
        return wire.MessageStatus(userName=call.user, ackId=call.ack_id, outcome=wire.MessageStatus.ACCEPTED)

    def _tell_lost(self, call: Call, reason: str) -> None:
        """The only way to tell somebody whose transport does not ask."""
        if call.text_to and not call.ack_id:
            text = f"{_LOST} {reason}".strip()
            lost = wire.ConversationMessage(userName=self.user, buddyName=call.text_to, message=text)
            self.send(Frame.TYPE_CONV_MESSAGE, lost)

    def beside(self, call: Call) -> bool:
        """Make a call besides the others; false if there are too many of these."""
        if len(self._lookups) >= MOST_LOOKUPS:
            return False
        task = asyncio.get_running_loop().create_task(self._beside(call))
        self._lookups.add(task)
        task.add_done_callback(self._lookups.discard)
        return True

    async def _beside(self, call: Call) -> None:
        await self.make(call)


def refusal_of(ack_id: int, failure: Refused | TryLater | None, user: str) -> wire.MessageStatus:
    """The status of a message that did not go out; without a failure, because nobody was there to take it."""
    if isinstance(failure, Refused):
        return wire.MessageStatus(
            userName=user, ackId=ack_id, outcome=wire.MessageStatus.REFUSED, reason=str(failure) or _LOST
        )
    status = wire.MessageStatus(userName=user, ackId=ack_id, outcome=wire.MessageStatus.RETRY_LATER)
    if failure is not None:
        status.reason = str(failure)
        if failure.seconds is not None:
            status.retryAfterSeconds = failure.seconds
    return status


def read_call(frame: wire.WrapperMessage) -> Call | None:
    """None if the frame is not for a session; raises Unreadable."""
    reader = _READERS.get(frame.type)
    return reader(frame) if reader is not None else None


def _message(frame: wire.WrapperMessage) -> Call:
    text = parse(wire.ConversationMessage(), frame.payload)
    message = OutgoingMessage(text.buddyName, text.message, text.xhtml, text.id, text.ackId != 0)
    return Call(text.userName, lambda link, session: session.send_message(message), text.ackId, text.buddyName)


def _subject(frame: wire.WrapperMessage) -> Call:
    text = parse(wire.ConversationMessage(), frame.payload)

    async def make(link: SessionLink, session: Session) -> None:
        if not isinstance(session, RoomSupport):
            raise Refused("This network has no rooms.")
        await session.change_subject(text.buddyName, text.message)

    return Call(text.userName, make, text.ackId)


def _attention(frame: wire.WrapperMessage) -> Call:
    text = parse(wire.ConversationMessage(), frame.payload)

    async def make(link: SessionLink, session: Session) -> None:
        if not isinstance(session, AttentionSupport):
            raise Refused("This network has no nudges.")
        await session.attention(text.buddyName, text.message)

    return Call(text.userName, make, text.ackId)


def _status(frame: wire.WrapperMessage) -> Call:
    status = parse(wire.Status(), frame.payload)
    availability = Availability(status.status)
    return Call(status.userName, lambda link, session: session.status_changed(availability, status.statusMessage))


def _typing(state: ChatState) -> Callable[[wire.WrapperMessage], Call]:
    def read(frame: wire.WrapperMessage) -> Call:
        buddy = parse(wire.Buddy(), frame.payload)

        async def make(link: SessionLink, session: Session) -> None:
            if isinstance(session, TypingSupport):
                await session.typing(buddy.buddyName, state)

        return Call(buddy.userName, make)

    return read


def _buddy_changed(frame: wire.WrapperMessage) -> Call:
    buddy = parse(wire.Buddy(), frame.payload)
    name = buddy.buddyName

    async def make(link: SessionLink, session: Session) -> None:
        if buddy.HasField("blocked"):
            if isinstance(session, BlockSupport):
                await session.block_contact(name, buddy.blocked)
        elif link.events._take_request(name) and isinstance(session, AuthorizationSupport):
            await session.authorization_answered(name, True)
        elif isinstance(session, ContactSupport):
            change = session.update_contact if link.events._knows(name) else session.add_contact
            await change(_contact(buddy))

    return Call(buddy.userName, make)


def _buddy_removed(frame: wire.WrapperMessage) -> Call:
    buddy = parse(wire.Buddy(), frame.payload)
    name = buddy.buddyName

    async def make(link: SessionLink, session: Session) -> None:
        if link.events._take_request(name) and isinstance(session, AuthorizationSupport):
            await session.authorization_answered(name, False)
        elif isinstance(session, ContactSupport):
            await session.remove_contact(name)

    return Call(buddy.userName, make)


def _buddies(frame: wire.WrapperMessage) -> Call | None:
    buddies = parse(wire.Buddies(), frame.payload)
    # An empty list does not say whose it is.
    if not buddies.buddy:
        return None
    contacts = [_contact(buddy) for buddy in buddies.buddy]

    async def make(link: SessionLink, session: Session) -> None:
        for contact in contacts:
            link.events._remember(contact.name)
        if isinstance(session, ContactListSupport):
            await session.contacts_known(contacts)

    return Call(buddies.buddy[0].userName, make)


def _contact(buddy: wire.Buddy) -> Contact:
    return Contact(buddy.buddyName, buddy.alias, tuple(buddy.group), icon_hash=buddy.iconHash)


def _join(frame: wire.WrapperMessage) -> Call:
    room = parse(wire.Room(), frame.payload)
    join = RoomJoin(room.room, room.nickname, room.password)

    async def make(link: SessionLink, session: Session) -> None:
        if not isinstance(session, RoomSupport):
            link.events.room_refused(join, RoomRefusal.NOT_FOUND, "This network has no rooms.")
            return
        try:
            await session.join_room(join)
        except Exception:
            link.events.room_refused(join, RoomRefusal.NOT_FOUND, "The room could not be entered.")
            raise

    return Call(room.userName, make)


def _leave(frame: wire.WrapperMessage) -> Call:
    room = parse(wire.Room(), frame.payload)

    async def make(link: SessionLink, session: Session) -> None:
        if isinstance(session, RoomSupport):
            await session.leave_room(room.room)

    return Call(room.userName, make)


def _vcard(frame: wire.WrapperMessage) -> Call:
    wanted = parse(wire.VCard(), frame.payload)

    async def update(link: SessionLink, session: Session) -> None:
        if isinstance(session, OwnVCardSupport):
            await session.update_vcard(VCard("", wanted.nickname, wanted.photo))

    async def look_up(link: SessionLink, session: Session) -> None:
        found = None
        try:
            if isinstance(session, VCardSupport):
                async with asyncio.timeout(LOOKUP_TIME):
                    found = await session.vcard(wanted.buddyName)
        finally:
            vcard = found or VCard()
            answer = wire.VCard(
                userName=wanted.userName,
                buddyName=wanted.buddyName,
                id=wanted.id,
                fullname=vcard.full_name,
                nickname=vcard.nickname,
                photo=vcard.photo,
            )
            link.events._send(Frame.TYPE_VCARD, answer)

    # A photo, also an empty one, makes it the user's own new vCard.
    if wanted.HasField("photo"):
        return Call(wanted.userName, update)
    return Call(wanted.userName, look_up, beside=True)


def _stanza(frame: wire.WrapperMessage) -> Call | None:
    try:
        xml = frame.payload.decode()
    except UnicodeDecodeError:
        raise Unreadable from None
    user = sender(xml)
    if user is None:
        return None

    async def make(link: SessionLink, session: Session) -> None:
        if isinstance(session, RawXmlSupport):
            await session.stanza(xml)

    return Call(user, make)


_READERS: dict[int, Callable[[wire.WrapperMessage], Call | None]] = {
    Frame.TYPE_CONV_MESSAGE: _message,
    Frame.TYPE_ROOM_SUBJECT_CHANGED: _subject,
    Frame.TYPE_ATTENTION: _attention,
    Frame.TYPE_STATUS_CHANGED: _status,
    Frame.TYPE_BUDDY_TYPING: _typing(ChatState.COMPOSING),
    Frame.TYPE_BUDDY_TYPED: _typing(ChatState.PAUSED),
    Frame.TYPE_BUDDY_STOPPED_TYPING: _typing(ChatState.ACTIVE),
    Frame.TYPE_BUDDY_CHANGED: _buddy_changed,
    Frame.TYPE_BUDDY_REMOVED: _buddy_removed,
    Frame.TYPE_BUDDIES: _buddies,
    Frame.TYPE_JOIN_ROOM: _join,
    Frame.TYPE_LEAVE_ROOM: _leave,
    Frame.TYPE_VCARD: _vcard,
    Frame.TYPE_RAW_XML: _stanza,
}
