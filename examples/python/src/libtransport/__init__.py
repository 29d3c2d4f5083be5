"""Write backends for libtransport: see ``Plugin`` and ``Session``, and run them with ``run``.

A backend connects users to one network. A transport starts it as a process and tells it what its users do; it reports what
happens at the network. This library speaks the protocol between the two (docs/wire-protocol.md).
"""

from libtransport.events import Events
from libtransport.options import OptionError, Options
from libtransport.plugin import (
    AttentionSupport,
    AuthorizationSupport,
    BlockSupport,
    ContactListSupport,
    ContactSupport,
    LoginError,
    OwnVCardSupport,
    Plugin,
    PluginDescription,
    RawXmlSupport,
    Refused,
    RoomSupport,
    Session,
    TryLater,
    TypingSupport,
    VCardSupport,
)
from libtransport.runner import LinkFailed, Security, connect, run
from libtransport.values import (
    Attachment,
    Availability,
    ChatState,
    ConnectionFailure,
    Contact,
    Departure,
    IncomingMessage,
    Login,
    OutgoingMessage,
    Participant,
    RoomInfo,
    RoomJoin,
    RoomRefusal,
    VCard,
)

__all__ = [
    "Attachment",
    "AttentionSupport",
    "AuthorizationSupport",
    "Availability",
    "BlockSupport",
    "ChatState",
    "ConnectionFailure",
    "Contact",
    "ContactListSupport",
    "ContactSupport",
    "Departure",
    "Events",
    "IncomingMessage",
    "LinkFailed",
    "Login",
    "LoginError",
    "OptionError",
    "Options",
    "OutgoingMessage",
    "OwnVCardSupport",
    "Participant",
    "Plugin",
    "PluginDescription",
    "RawXmlSupport",
    "Refused",
    "RoomInfo",
    "RoomJoin",
    "RoomRefusal",
    "RoomSupport",
    "Security",
    "Session",
    "TryLater",
    "TypingSupport",
    "VCard",
    "VCardSupport",
    "connect",
    "run",
]
