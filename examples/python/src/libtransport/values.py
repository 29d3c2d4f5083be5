"""What travels between a backend and the transport, as plain values.

Names are those of the network, in its own spelling; the transport makes XMPP addresses of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum


class ConnectionFailure(IntEnum):
    """Why a session ended or never began.

    After NETWORK_ERROR and OTHER_ERROR the transport tries again by itself; after any other the user is told and has to
    act. The numbers are those on the wire.
    """

    NETWORK_ERROR = 0
    INVALID_USERNAME = 1
    AUTHENTICATION_FAILED = 2
    AUTHENTICATION_IMPOSSIBLE = 3
    NO_SSL_SUPPORT = 4
    ENCRYPTION_ERROR = 5
    NAME_IN_USE = 6
    INVALID_SETTINGS = 7
    CERT_NOT_PROVIDED = 8
    CERT_UNTRUSTED = 9
    CERT_EXPIRED = 10
    CERT_NOT_ACTIVATED = 11
    CERT_HOSTNAME_MISMATCH = 12
    CERT_FINGERPRINT_MISMATCH = 13
    CERT_SELF_SIGNED = 14
    CERT_OTHER_ERROR = 15
    OTHER_ERROR = 16


class Availability(IntEnum):
    """Whether somebody can be talked to. The numbers are those on the wire."""

    ONLINE = 0
    AWAY = 1
    FREE_FOR_CHAT = 2
    EXTENDED_AWAY = 3
    DO_NOT_DISTURB = 4
    OFFLINE = 5
    INVISIBLE = 6


class ChatState(Enum):
    COMPOSING = "composing"
    PAUSED = "paused"
    ACTIVE = "active"


class RoomRefusal(Enum):
    """Why a room cannot be entered."""

    CONFLICT = "conflict"
    """The nickname is taken."""
    NOT_AUTHORIZED = "not authorized"
    """A password is missing or wrong, or only members may enter."""
    NOT_FOUND = "not found"


class Departure(Enum):
    """Why an occupant left a room, other than by an own decision."""

    KICKED = "kicked"
    BANNED = "banned"


@dataclass(frozen=True, slots=True)
class Login:
    """A user who wants to log in. ``name`` is the user's name at the network.

    ``user`` is the bare JID at the XMPP side: good for logs, and for the addresses of RawXmlSupport. Where there is a
    ``token``, which an earlier ``Events.connected`` gave, the password may be empty.
    """

    user: str
    name: str
    password: str = field(repr=False)
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact with its whole state.

    What is left out is reset; only an empty alias and no groups mean "as before".
    """

    name: str
    alias: str = ""
    groups: Sequence[str] = ()
    availability: Availability = Availability.OFFLINE
    status_message: str = ""
    icon_hash: str = ""
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """What the user says to a contact, a room, or an occupant (``room/nickname``).

    ``id`` is there if the sender wants to know when the message arrives: give the message to ``Events.delivered`` then.
    ``acknowledged`` says whether the transport learns what became of it: only then can it send the message again after a
    TryLater, and return it to the sender after a Refused; otherwise the sender reads a sentence in the conversation.
    """

    to: str
    body: str = field(repr=False)
    xhtml: str = field(default="", repr=False)
    id: str = ""
    acknowledged: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under a URL."""

    url: str
    mime_type: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """What somebody says to the user.

    In a room, ``sender`` is the room and ``nickname`` the occupant who speaks. ``carbon`` marks what the user said with
    another client of the network. A ``timestamp`` without a time zone is taken as UTC.
    """

    sender: str
    body: str = field(repr=False)
    xhtml: str = field(default="", repr=False)
    nickname: str = ""
    private: bool = False
    headline: bool = False
    carbon: bool = False
    timestamp: datetime | None = None
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class RoomJoin:
    """A room the user wants to enter; the password is empty if none was given."""

    room: str
    nickname: str
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RoomInfo:
    """A room that can be entered: its name at the network, and what to show."""

    room: str
    title: str


@dataclass(frozen=True, slots=True)
class Participant:
    """An occupant of a room with the whole state.

    ``renamed_to`` is the new nickname of one who was ``nickname`` until now; ``alias`` is shown in the place of the
    nickname. OFFLINE means that the occupant left, and ``departure`` why.
    """

    room: str
    nickname: str
    availability: Availability = Availability.ONLINE
    moderator: bool = False
    me: bool = False
    status_message: str = ""
    renamed_to: str = ""
    icon_hash: str = ""
    alias: str = ""
    departure: Departure | None = None


@dataclass(frozen=True, slots=True)
class VCard:
    """Who somebody is. The photo is the bytes of an image; empty if there is none."""

    full_name: str = ""
    nickname: str = ""
    photo: bytes = field(default=b"", repr=False)
