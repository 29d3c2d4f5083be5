"""The backend's end of a link: answers the transport, and gives each frame about a user to that user's queue."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

from google.protobuf.message import Message

from libtransport._calls import Call, SessionLink, read_call, refusal_of
from libtransport._frames import FrameDecoder, FrameTooLong, Unreadable, encode, parse
from libtransport._memory import MemoryFigures
from libtransport._wire import pbnetwork_pb2 as wire
from libtransport.plugin import LoginError, Plugin
from libtransport.values import ConnectionFailure, Login

log = logging.getLogger("libtransport")

Frame = wire.WrapperMessage

SILENCE = 90.0
"""A transport sends a PING every 20 s; so long a silence means that it is gone."""

LOGOUT_TIME = 10.0
"""How long all sessions together may take to log out at the end."""

MOST_CALLS = 1000
"""Calls that wait for one user. Beyond, messages are refused for now, and other calls hold up the reading."""

MOST_UNSENT = 64 * 1024 * 1024
"""Bytes that wait for the transport to read them; beyond, the link ends."""

LOWEST_VERSION = HIGHEST_VERSION = 1

_CHUNK = 256 * 1024


class LinkFailed(Exception):
    """The link ended by a failure; the text is a sentence for the administrator."""


class _Seat:
    """The calls of one user, one after the other. A task runs only while there are calls."""

    def __init__(self) -> None:
        self.link: SessionLink | None = None
        self._calls: deque[Callable[[], Awaitable[None]]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._room = asyncio.Event()
        self._room.set()

    @property
    def full(self) -> bool:
        return not self._room.is_set()

    @property
    def idle(self) -> bool:
        return self._task is None

    def put(self, call: Callable[[], Awaitable[None]]) -> None:
        self._calls.append(call)
        if len(self._calls) >= MOST_CALLS:
            self._room.clear()
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def have_room(self) -> None:
        await self._room.wait()

    async def done(self) -> None:
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            while self._calls:
                call = self._calls.popleft()
                if len(self._calls) < MOST_CALLS // 2:
                    self._room.set()
                try:
                    await call()
                except Exception:
                    log.exception("The plugin failed")
        finally:
            self._task = None


class Link:
    """One connection to a transport, from its first frame to its end. Belongs to one event loop."""

    def __init__(self, plugin: Plugin, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        self._plugin = plugin
        description = plugin.describe()
        self._config = description.config()
        self._gives_tokens = description.gives_tokens
        self._reader = reader
        self._writer = writer
        self._token = token
        self._memory = MemoryFigures()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._seats: dict[str, _Seat] = {}
        self._unsent: list[bytes] = []
        self._introduced = False
        self._speaks_additions = True
        self._failure: LinkFailed | None = None
        self._closed = False

    async def run(self) -> None:
        """Serve until EXIT, the end of the connection, or a failure, and log everybody out then."""
        try:
            if self._token:
                self.send(Frame.TYPE_TOKEN, wire.Token(token=self._token))
            await self._serve()
        finally:
            await self._end()
        if self._failure is not None:
            raise self._failure

    async def _serve(self) -> None:
        frames = FrameDecoder()
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    data = await self._reader.read(_CHUNK)
            except TimeoutError:
                raise LinkFailed("the transport is silent") from None
            except OSError as e:
                raise LinkFailed(f"the connection broke: {e}") from None
            if not data:
                return
            try:
                for frame in frames.feed(data):
                    if frame.type == Frame.TYPE_EXIT:
                        return
                    await self._take(frame)
            except FrameTooLong as e:
                raise LinkFailed(str(e)) from None
            # While the transport does not read what we report, we do not read what makes us report more.
            self._flush()
            try:
                await self._writer.drain()
            except OSError:
                return

    async def _take(self, frame: wire.WrapperMessage) -> None:
        try:
            if frame.type == Frame.TYPE_PING:
                self._pong()
            elif frame.type == Frame.TYPE_LOGIN:
                self._login(parse(wire.Login(), frame.payload))
            elif frame.type == Frame.TYPE_LOGOUT:
                self._logout(parse(wire.Logout(), frame.payload).user)
            elif frame.type == Frame.TYPE_HELLO:
                self._hello(parse(wire.Hello(), frame.payload))
            else:
                call = read_call(frame)
                if call is not None:
                    await self._call(call)
        except Unreadable:
            log.debug("A frame of type %d was skipped because its content cannot be read", frame.type)

    def _pong(self) -> None:
        if not self._introduced:
            self._introduced = True
            self.send(Frame.TYPE_BACKEND_CONFIG, wire.BackendConfig(config=self._config))
        self.send(Frame.TYPE_PONG)
        self.send(Frame.TYPE_STATS, self._memory.stats())

    def _hello(self, hello: wire.Hello) -> None:
        answer = wire.Hello(lowestVersion=LOWEST_VERSION, highestVersion=HIGHEST_VERSION, software="libtransport-python")
        answer.feature.append("acknowledgement")
        self.send(Frame.TYPE_HELLO, answer)
        self._speaks_additions = (
            hello.lowestVersion <= HIGHEST_VERSION and LOWEST_VERSION <= hello.highestVersion
        )
        if not self._speaks_additions:
            log.warning("The transport speaks other versions of the additions; none is used")

    def _login(self, wanted: wire.Login) -> None:
        seat = self._seats.setdefault(wanted.user, _Seat())
        if seat.link is not None:
            seat.put(seat.link.logout())
        link = SessionLink(wanted.user, self.send, self._session_ended, self._gives_tokens)
        seat.link = link
        login = Login(wanted.user, wanted.legacyName, wanted.password, dict(wanted.settings.value), wanted.loginToken)
        seat.put(partial(self._open, login, link))

    async def _open(self, login: Login, link: SessionLink) -> None:
        if link.silent:
            return
        try:
            link.session = await self._plugin.open(login, link.events)
        except LoginError as e:
            link.events.disconnected(e.failure, str(e))
        except Exception:
            log.exception("The log-in of %s failed", login.user)
            text = "The log-in failed because of a fault in the transport."
            link.events.disconnected(ConnectionFailure.OTHER_ERROR, text)

    def _logout(self, user: str) -> None:
        seat = self._seats.get(user)
        if seat is not None and seat.link is not None:
            seat.put(seat.link.logout())
            seat.link = None
            seat.put(partial(self._vacate, user, seat))

    async def _vacate(self, user: str, seat: _Seat) -> None:
        if seat.link is None and self._seats.get(user) is seat:
            del self._seats[user]

    def _session_ended(self, link: SessionLink) -> None:
        """The author said that a session is over; any thread."""

        def leave() -> None:
            seat = self._seats.get(link.user)
            if seat is not None and seat.link is link:
                seat.link = None
                seat.put(partial(self._vacate, link.user, seat))

        self._on_loop(leave)

    async def _call(self, call: Call) -> None:
        seat = self._seats.get(call.user)
        link = seat.link if seat is not None else None
        if seat is None or link is None:
            self._answer(call, refusal_of(call.ack_id, None, call.user))
            return
        if seat.full:
            if call.ack_id and self._speaks_additions:
                self._answer(call, refusal_of(call.ack_id, None, call.user))
                return
            log.warning("%d calls of %s wait for the plugin; nothing is read until some are done", MOST_CALLS, call.user)
            await seat.have_room()
        if not call.beside or link.session is None or not link.beside(call):
            seat.put(partial(self._make, link, call))

    async def _make(self, link: SessionLink, call: Call) -> None:
        self._answer(call, await link.make(call))

    def _answer(self, call: Call, status: wire.MessageStatus | None) -> None:
        if status is not None and call.ack_id:
            self.send(Frame.TYPE_MESSAGE_STATUS, status)

    # Writing

    def send(self, kind: wire.WrapperMessage.Type, payload: Message | bytes | None = None) -> None:
        """Write a frame, from any thread. What is sent in one turn of the loop goes out at once."""
        data = encode(kind, payload)
        self._on_loop(partial(self._write, data))

    def _on_loop(self, action: Callable[[], None]) -> None:
        if threading.get_ident() == self._thread:
            action()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(action)

    def _write(self, data: bytes) -> None:
        if self._closed:
            return
        if not self._unsent:
            self._loop.call_soon(self._flush)
        self._unsent.append(data)

    def _flush(self) -> None:
        if self._unsent and not self._closed:
            self._writer.write(b"".join(self._unsent))
            self._unsent.clear()
            if self._writer.transport.get_write_buffer_size() > MOST_UNSENT:
                self._failure = LinkFailed("the transport does not read what the backend reports")
                self._closed = True
                self._writer.transport.abort()

    # The end

    async def _end(self) -> None:
        """Nothing is reported any more, every session is logged out, then the plugin is closed."""
        self._flush()
        self._closed = True
        self._writer.close()
        for seat in self._seats.values():
            if seat.link is not None:
                seat.put(seat.link.logout())
                seat.link = None
        try:
            async with asyncio.timeout(LOGOUT_TIME):
                for seat in list(self._seats.values()):
                    await seat.done()
        except TimeoutError:
            log.warning("Sessions did not log out in time")
        try:
            await self._plugin.close()
        except Exception:
            log.exception("The plugin could not be closed")
