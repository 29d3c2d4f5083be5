"""The transport's end of a link, played by a test."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from google.protobuf.message import Message

from libtransport import Plugin, Security, connect
from libtransport._frames import FrameDecoder, encode, parse
from libtransport._wire import pbnetwork_pb2 as wire

Frame = wire.WrapperMessage
USER = "romeo@montague.example"
PATIENCE = 10.0

PAYLOADS: dict[int, Callable[[], Message]] = {
    Frame.TYPE_CONNECTED: wire.Connected,
    Frame.TYPE_DISCONNECTED: wire.Disconnected,
    Frame.TYPE_BUDDY_CHANGED: wire.Buddy,
    Frame.TYPE_BUDDY_REMOVED: wire.Buddy,
    Frame.TYPE_BUDDY_TYPING: wire.Buddy,
    Frame.TYPE_BUDDY_TYPED: wire.Buddy,
    Frame.TYPE_BUDDY_STOPPED_TYPING: wire.Buddy,
    Frame.TYPE_AUTH_REQUEST: wire.Buddy,
    Frame.TYPE_CONV_MESSAGE: wire.ConversationMessage,
    Frame.TYPE_CONV_MESSAGE_ACK: wire.ConversationMessage,
    Frame.TYPE_ROOM_SUBJECT_CHANGED: wire.ConversationMessage,
    Frame.TYPE_ATTENTION: wire.ConversationMessage,
    Frame.TYPE_PARTICIPANT_CHANGED: wire.Participant,
    Frame.TYPE_ROOM_NICKNAME_CHANGED: wire.Room,
    Frame.TYPE_ROOM_LIST: wire.RoomList,
    Frame.TYPE_VCARD: wire.VCard,
    Frame.TYPE_STATS: wire.Stats,
    Frame.TYPE_BACKEND_CONFIG: wire.BackendConfig,
    Frame.TYPE_HELLO: wire.Hello,
    Frame.TYPE_TOKEN: wire.Token,
    Frame.TYPE_MESSAGE_STATUS: wire.MessageStatus,
}


class PlayedTransport:
    """Listens on loopback for one backend; a plugin, if given, connects from the same process."""

    def __init__(
        self, plugin: Plugin | None = None, security: Security = Security(), tls: ssl.SSLContext | None = None
    ) -> None:
        self._plugin = plugin
        self._security = security
        self._tls = tls
        self._frames = FrameDecoder()
        self._received: asyncio.Queue[wire.WrapperMessage] = asyncio.Queue()
        self._connected = asyncio.Event()
        self._writer: asyncio.StreamWriter | None = None
        self.closed = asyncio.Event()
        self.port = 0
        self.running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> PlayedTransport:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        if self._plugin is not None:
            self.running = asyncio.create_task(connect(self._plugin, "127.0.0.1", self.port, self._security))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        if self._writer is not None:
            self._writer.close()
        if self.running is not None:
            await asyncio.wait_for(asyncio.gather(self.running, return_exceptions=True), PATIENCE)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._connected.set()
        try:
            while data := await reader.read(65536):
                for frame in self._frames.feed(data):
                    self._received.put_nowait(frame)
        except OSError:
            pass
        self.closed.set()

    async def write(self, data: bytes) -> None:
        await asyncio.wait_for(self._connected.wait(), PATIENCE)
        assert self._writer is not None
        self._writer.write(data)
        await self._writer.drain()

    async def send(self, kind: wire.WrapperMessage.Type, payload: Message | bytes | None = None) -> None:
        await self.write(encode(kind, payload))

    async def next(self) -> wire.WrapperMessage:
        return await asyncio.wait_for(self._received.get(), PATIENCE)

    async def expect(self, kind: wire.WrapperMessage.Type) -> Any:
        """The next frame, which must be of this type."""
        frame = await self.next()
        if frame.type != kind:
            names = Frame.Type
            raise AssertionError(f"{names.Name(frame.type)} came, not {names.Name(kind)}: {frame.payload!r}")
        return parse(PAYLOADS[kind](), frame.payload) if kind in PAYLOADS else None

    async def settle(self) -> None:
        """Fails if anything was sent that is not expected yet."""
        await self.send(Frame.TYPE_PING)
        await self.expect(Frame.TYPE_PONG)
        await self.expect(Frame.TYPE_STATS)

    async def introduce(self) -> str:
        """The first PING; returns what the backend announces."""
        await self.send(Frame.TYPE_PING)
        config = await self.expect(Frame.TYPE_BACKEND_CONFIG)
        await self.expect(Frame.TYPE_PONG)
        await self.expect(Frame.TYPE_STATS)
        return str(config.config)

    async def login(self, password: str = "rose", user: str = USER) -> None:
        login = wire.Login(user=user, legacyName="romeo", password=password)
        login.settings.value["send_headlines"] = "1"
        await self.send(Frame.TYPE_LOGIN, login)

    async def say(self, to: str, text: str, ack_id: int = 0, id: str = "", xhtml: str = "") -> None:
        message = wire.ConversationMessage(userName=USER, buddyName=to, message=text, id=id, xhtml=xhtml)
        if ack_id:
            message.ackId = ack_id
        await self.send(Frame.TYPE_CONV_MESSAGE, message)


ROOT = Path(__file__).resolve().parents[3]
