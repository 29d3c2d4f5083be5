"""What the author of a backend writes: a plugin, its sessions, and what these can do."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from libtransport.values import (
    Availability,
    ChatState,
    ConnectionFailure,
    Contact,
    Login,
    OutgoingMessage,
    RoomJoin,
    VCard,
)

if TYPE_CHECKING:
    from libtransport.events import Events


class LoginError(Exception):
    """The network refuses a log-in. The text is shown to the user."""

    def __init__(self, failure: ConnectionFailure, text: str) -> None:
        super().__init__(text)
        self.failure = failure


class Refused(Exception):
    """The network will never take this message. The text, a sentence, is shown to its sender."""


class TryLater(Exception):
    """The network cannot take this message now. The transport sends it again after so many seconds.

    Without a number, the transport chooses growing pauses itself. The text is shown if it gives up.
    """

    def __init__(self, seconds: int | None = None, text: str = "") -> None:
        super().__init__(text)
        self.seconds = seconds


class Session(ABC):
    """One user who is logged in: receives what the user does, and reports what the network does through its Events.

    What a network can do beyond text is said by inheriting more: TypingSupport, ContactSupport, AuthorizationSupport,
    BlockSupport, ContactListSupport, RoomSupport, VCardSupport, OwnVCardSupport, AttentionSupport, RawXmlSupport. What is
    inherited is announced to the transport; what is not is never called.

    Methods run on the event loop, one at a time for each user, in the order of the user's actions; different users are
    served side by side. They must not block the loop: call what blocks by ``await asyncio.to_thread(...)``. A method that
    raises is logged and ends nothing but itself.
    """

    @abstractmethod
    async def send_message(self, message: OutgoingMessage) -> None:
        """Send a text to a contact, a room or an occupant of a room.

        Returning means that the network has the message. Otherwise raise Refused or TryLater; after any other exception
        the sender reads a general sentence.
        """

    async def logout(self) -> None:
        """End the session at the network: the last call. Not made after ``Events.disconnected``."""

    async def status_changed(self, availability: Availability, status_message: str) -> None:
        """The user's own availability changed. Never OFFLINE: that is ``logout``."""


class TypingSupport(ABC):
    """A session whose network tells who is writing."""

    @abstractmethod
    async def typing(self, contact: str, state: ChatState) -> None: ...


class ContactSupport(ABC):
    """A session whose network lets the user change the contact list.

    The network's answer is reported like any other change, by ``Events.contact_changed`` and ``Events.contact_removed``.
    """

    @abstractmethod
    async def add_contact(self, contact: Contact) -> None:
        """The user adds a contact; without AuthorizationSupport also the user's yes to one who asked."""

    @abstractmethod
    async def update_contact(self, contact: Contact) -> None:
        """The user gave a contact this alias and these groups; maybe the ones it has."""

    @abstractmethod
    async def remove_contact(self, name: str) -> None: ...


class AuthorizationSupport(ABC):
    """A session whose network lets contacts ask before they see the user (``Events.authorization_requested``)."""

    @abstractmethod
    async def authorization_answered(self, name: str, accepted: bool) -> None: ...


class BlockSupport(ABC):
    """A session whose network lets contacts be blocked."""

    @abstractmethod
    async def block_contact(self, name: str, blocked: bool) -> None: ...


class ContactListSupport(ABC):
    """A session that wants to know which contacts the transport remembers, because the network does not keep them."""

    @abstractmethod
    async def contacts_known(self, contacts: Sequence[Contact]) -> None:
        """Called right after the session was opened, unless there are none."""


class RoomSupport(ABC):
    """A session whose network has rooms.

    Having entered one is reported by ``Events.participant_changed``, once for each occupant, the user last.
    """

    @abstractmethod
    async def join_room(self, join: RoomJoin) -> None:
        """The user enters a room. Refused by ``Events.room_refused``; raising says that there is no such room."""

    @abstractmethod
    async def leave_room(self, room: str) -> None: ...

    async def change_subject(self, room: str, subject: str) -> None:
        """The user sets the subject of a room; report the new one. Raises like ``send_message``."""
        raise Refused("The subject of this room cannot be changed.")


class VCardSupport(ABC):
    """A session whose network knows more of people than their names."""

    @abstractmethod
    async def vcard(self, name: str) -> VCard | None:
        """Look somebody up: a contact, ``room/nickname``, or the user's own name. None if nothing is known.

        Runs besides the other calls of the session, for at most 40 seconds.
        """


class OwnVCardSupport(ABC):
    """A session whose network lets users describe themselves."""

    @abstractmethod
    async def update_vcard(self, vcard: VCard) -> None:
        """The user's own nickname and photo are now these; there is no full name."""


class AttentionSupport(ABC):
    """A session whose network has nudges."""

    @abstractmethod
    async def attention(self, contact: str, text: str) -> None:
        """Nudge a contact; the text may be empty. Raises like ``send_message``."""


class RawXmlSupport(ABC):
    """A session whose network speaks XMPP itself, so that stanzas need no translation.

    The transport passes on the user's messages, presences and requests as they are, and makes no presences of contacts
    itself: all of that comes from ``Events.stanza``. Contacts and rooms are still reported as in any other network;
    ``Session.send_message`` is not called.
    """

    @abstractmethod
    async def stanza(self, xml: str) -> None:
        """The user sends this: one whole message, presence or iq without a namespace of its own.

        Its ``from`` is the user's full JID at the XMPP side; its ``to`` an address at the network, or missing if the
        stanza is for the network itself. An iq must be answered with the same ``id``, also if by an error.
        """


@dataclass(frozen=True, slots=True)
class PluginDescription:
    """What the transport has to know of a plugin.

    What is announced besides follows from ``session``, the class of the sessions that the plugin opens. ``receipts`` says
    whether ``Events.delivered`` is reported, ``gives_tokens`` whether ``Events.connected`` may hand back a token that logs the
    user in from then on: the transport forgets the password, and the next log-ins bring the token. ``escapes_names`` is false where names look better with ``%`` in the place of
    ``@`` than escaped (XEP-0106).
    """

    session: type[Session]
    needs_password: bool = True
    needs_registration: bool = True
    extra_fields: Sequence[str] = ()
    receipts: bool = False
    gives_tokens: bool = False
    escapes_names: bool = True

    def __post_init__(self) -> None:
        for name in self.extra_fields:
            if not name.strip() or re.search(r"[\r\n#]", name):
                raise ValueError(f"not a name for a registration field: {name!r}")

    def config(self) -> str:
        """The text of BACKEND_CONFIG."""
        lines = [
            "[registration]",
            f"needPassword={self.needs_password:d}",
            f"needRegistration={self.needs_registration:d}",
            *(f"extraField={name}" for name in self.extra_fields),
            "[features]",
            f"muc={issubclass(self.session, RoomSupport):d}",
            f"receipts={self.receipts:d}",
            f"rawxml={issubclass(self.session, RawXmlSupport):d}",
            f"disable_jid_escaping={not self.escapes_names:d}",
            f"send_buddies_on_login={issubclass(self.session, ContactListSupport):d}",
            "[extensions]",
            "hello=1",
            "acknowledgement=1",
            f"login_token={self.gives_tokens:d}",
        ]
        return "\n".join(lines) + "\n"


class Plugin(ABC):
    """A backend: connects users to one network. There is one in a process."""

    @abstractmethod
    def describe(self) -> PluginDescription:
        """Called once, before the link is opened."""

    @abstractmethod
    async def open(self, login: Login, events: Events) -> Session:
        """Log a user in.

        Exactly one of ``events.connected()`` and ``events.disconnected(...)`` must follow, in here or later; raising
        LoginError is the same as the second. Never runs twice at a time for one user: the session before is logged out
        first.
        """

    async def close(self) -> None:
        """Called once at the end, after all sessions were logged out."""
