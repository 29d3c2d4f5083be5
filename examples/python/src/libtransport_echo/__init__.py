"""A network whose contacts say back what they are told: the backend to start one's own from.

What it does is in examples/README.md, the same for all languages.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

from libtransport import (
    AttentionSupport,
    Availability,
    BlockSupport,
    ChatState,
    ConnectionFailure,
    Contact,
    ContactSupport,
    Events,
    IncomingMessage,
    Login,
    LoginError,
    Options,
    OutgoingMessage,
    OwnVCardSupport,
    Plugin,
    PluginDescription,
    Refused,
    RoomSupport,
    Session,
    TryLater,
    TypingSupport,
    VCard,
    VCardSupport,
    run,
)
from libtransport_echo.rooms import EchoRooms

# One violet dot.
PHOTO = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNocDgAAALEAYHQtjOwAAAAAElFTkSuQmCC")


class EchoSession(
    EchoRooms,
    Session,
    TypingSupport,
    AttentionSupport,
    ContactSupport,
    BlockSupport,
    VCardSupport,
    OwnVCardSupport,
):
    """One user. What the classes above stand for is announced to the transport."""

    def __init__(self, login: Login, events: Events) -> None:
        super().__init__(events)
        self._events = events
        self._name = login.name
        self._contacts: dict[str, Contact] = {}
        self._own_vcard = VCard()
        self._postponed = False

    def begin(self, contacts: int) -> None:
        """The user is in."""
        self._report(Contact("echo", alias="Echo", availability=Availability.ONLINE))
        if contacts > 1:
            self._report(Contact("mirror", alias="Mirror", availability=Availability.AWAY))
        for number in range(2, contacts):
            self._report(Contact(f"contact{number}", availability=Availability.ONLINE))
        self.list_rooms()

    async def send_message(self, message: OutgoingMessage) -> None:
        if message.acknowledged and message.body == "refuse me":
            raise Refused("The echo network refuses this.")
        if message.acknowledged and message.body == "later please" and not self._postponed:
            self._postponed = True
            raise TryLater(seconds=1, text="The echo network is busy.")
        self._events.delivered(message)
        if not self.say_in_room(message):
            self._events.message(IncomingMessage(message.to, message.body, message.xhtml))

    async def typing(self, contact: str, state: ChatState) -> None:
        self._events.typing(contact, state)

    async def attention(self, contact: str, text: str) -> None:
        self._events.attention(contact, text)

    async def add_contact(self, contact: Contact) -> None:
        self._report(replace(contact, availability=Availability.ONLINE))

    async def update_contact(self, contact: Contact) -> None:
        await self.add_contact(contact)

    async def remove_contact(self, name: str) -> None:
        self._contacts.pop(name, None)
        self._events.contact_removed(name)

    async def block_contact(self, name: str, blocked: bool) -> None:
        contact = self._contacts.get(name, Contact(name, availability=Availability.ONLINE))
        self._report(replace(contact, blocked=blocked))

    async def vcard(self, name: str) -> VCard | None:
        if name == "echo" or name.endswith("/echo"):
            return VCard("Echo", "echo", PHOTO)
        return self._own_vcard if name == self._name else None

    async def update_vcard(self, vcard: VCard) -> None:
        self._own_vcard = vcard

    def _report(self, contact: Contact) -> None:
        self._contacts[contact.name] = contact
        self._events.contact_changed(contact)


class EchoPlugin(Plugin):
    """A network that takes every user whose password is not "wrong"."""

    def __init__(self, options: Options) -> None:
        self._contacts = options.number("echo.contacts", 2, 1, 100_000)

    def describe(self) -> PluginDescription:
        return PluginDescription(EchoSession, receipts=True)

    async def open(self, login: Login, events: Events) -> Session:
        if login.password == "wrong":
            raise LoginError(ConnectionFailure.AUTHENTICATION_FAILED, "Wrong password")
        session = EchoSession(login, events)
        events.connected()
        session.begin(self._contacts)
        return session


def main() -> None:
    run(EchoPlugin)
