"""What the echo network does, seen by the transport, and the echo backend as a process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import unittest
from pathlib import Path

from libtransport import Options
from libtransport._wire import pbnetwork_pb2 as wire
from libtransport_echo import PHOTO, EchoPlugin
from tests.transport import USER, Frame, PlayedTransport

SCRIPT = Path(__file__).resolve().parents[1] / "echo-backend"


class EchoTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.transport = PlayedTransport(EchoPlugin(Options()))
        await self.transport.__aenter__()
        self.announced = await self.transport.introduce()

    async def asyncTearDown(self) -> None:
        await self.transport.settle()
        await self.transport.__aexit__(None, None, None)

    async def login(self) -> None:
        await self.transport.login()
        await self.transport.expect(Frame.TYPE_CONNECTED)
        for name, alias, status in (("echo", "Echo", wire.STATUS_ONLINE), ("mirror", "Mirror", wire.STATUS_AWAY)):
            contact = await self.transport.expect(Frame.TYPE_BUDDY_CHANGED)
            self.assertEqual((USER, name, alias, status), (contact.userName, contact.buddyName, contact.alias, contact.status))
        rooms = await self.transport.expect(Frame.TYPE_ROOM_LIST)
        self.assertEqual((["#echo", "#locked"], ["Echo", "Locked"]), (list(rooms.room), list(rooms.name)))

    async def join(self, room: str, nickname: str = "romeo", password: str = "") -> None:
        frame = wire.Room(userName=USER, room=room, nickname=nickname, password=password)
        await self.transport.send(Frame.TYPE_JOIN_ROOM, frame)

    async def entered(self, room: str, subject: str = "Echo") -> None:
        for nickname, flag in (("echo", wire.PARTICIPANT_FLAG_MODERATOR), ("romeo", wire.PARTICIPANT_FLAG_ME)):
            occupant = await self.transport.expect(Frame.TYPE_PARTICIPANT_CHANGED)
            self.assertEqual((room, nickname, flag, 0), (occupant.room, occupant.nickname, occupant.flag, occupant.status))
        told = await self.transport.expect(Frame.TYPE_ROOM_SUBJECT_CHANGED)
        self.assertEqual((room, subject, "echo"), (told.buddyName, told.message, told.nickname))

    async def test_announces_what_it_can(self) -> None:
        for line in ("needPassword=1", "needRegistration=1", "muc=1", "receipts=1", "send_buddies_on_login=0"):
            self.assertIn(line, self.announced.splitlines())

    async def test_refuses_the_wrong_password(self) -> None:
        await self.transport.login("wrong")
        refused = await self.transport.expect(Frame.TYPE_DISCONNECTED)
        self.assertEqual((2, "Wrong password"), (refused.error, refused.message))

    async def test_says_back_what_it_is_told_after_a_receipt(self) -> None:
        await self.login()
        await self.transport.say("echo", "hi", id="m1", xhtml="<b>hi</b>")
        receipt = await self.transport.expect(Frame.TYPE_CONV_MESSAGE_ACK)
        self.assertEqual(("echo", "m1", ""), (receipt.buddyName, receipt.id, receipt.message))
        echo = await self.transport.expect(Frame.TYPE_CONV_MESSAGE)
        self.assertEqual(("echo", "hi", "<b>hi</b>", ""), (echo.buddyName, echo.message, echo.xhtml, echo.nickname))
        await self.transport.say("mirror", "ho")
        self.assertEqual("mirror", (await self.transport.expect(Frame.TYPE_CONV_MESSAGE)).buddyName)

    async def test_answers_each_message_that_asks_for_it(self) -> None:
        await self.login()
        for ack_id, text, outcome, reason, pause in (
            (1, "hi", wire.MessageStatus.ACCEPTED, "", 0),
            (2, "refuse me", wire.MessageStatus.REFUSED, "The echo network refuses this.", 0),
            (3, "later please", wire.MessageStatus.RETRY_LATER, "The echo network is busy.", 1),
            (4, "later please", wire.MessageStatus.ACCEPTED, "", 0),
        ):
            await self.transport.say("echo", text, ack_id=ack_id, id="r")
            if outcome == wire.MessageStatus.ACCEPTED:
                await self.transport.expect(Frame.TYPE_CONV_MESSAGE_ACK)
                await self.transport.expect(Frame.TYPE_CONV_MESSAGE)
            status = await self.transport.expect(Frame.TYPE_MESSAGE_STATUS)
            self.assertEqual(
                (USER, ack_id, outcome, reason, pause),
                (status.userName, status.ackId, status.outcome, status.reason, status.retryAfterSeconds),
            )
        await self.transport.say("echo", "refuse me")
        self.assertEqual("refuse me", (await self.transport.expect(Frame.TYPE_CONV_MESSAGE)).message)

    async def test_mirrors_typing_and_nudges(self) -> None:
        await self.login()
        buddy = wire.Buddy(userName=USER, buddyName="mirror")
        for kind in (Frame.TYPE_BUDDY_TYPING, Frame.TYPE_BUDDY_TYPED, Frame.TYPE_BUDDY_STOPPED_TYPING):
            await self.transport.send(kind, buddy)
            self.assertEqual(buddy, await self.transport.expect(kind))
        nudge = wire.ConversationMessage(userName=USER, buddyName="echo", message="hey", ackId=3)
        await self.transport.send(Frame.TYPE_ATTENTION, nudge)
        self.assertEqual("hey", (await self.transport.expect(Frame.TYPE_ATTENTION)).message)
        self.assertEqual(3, (await self.transport.expect(Frame.TYPE_MESSAGE_STATUS)).ackId)

    async def test_reports_what_the_user_does_to_contacts(self) -> None:
        await self.login()
        added = wire.Buddy(userName=USER, buddyName="juliet", alias="J", group=["Verona"], status=wire.STATUS_NONE)
        await self.transport.send(Frame.TYPE_BUDDY_CHANGED, added)
        contact = await self.transport.expect(Frame.TYPE_BUDDY_CHANGED)
        self.assertEqual(("juliet", "J", ["Verona"], 0), (contact.buddyName, contact.alias, contact.group, contact.status))
        await self.transport.send(Frame.TYPE_BUDDY_CHANGED, wire.Buddy(userName=USER, buddyName="mirror", blocked=True))
        contact = await self.transport.expect(Frame.TYPE_BUDDY_CHANGED)
        self.assertEqual(("Mirror", wire.STATUS_AWAY, True), (contact.alias, contact.status, contact.blocked))
        await self.transport.send(Frame.TYPE_BUDDY_REMOVED, wire.Buddy(userName=USER, buddyName="juliet"))
        self.assertEqual("juliet", (await self.transport.expect(Frame.TYPE_BUDDY_REMOVED)).buddyName)

    async def test_knows_echo_the_user_and_nobody_else(self) -> None:
        await self.login()
        own = wire.VCard(userName=USER, buddyName="", id=0, nickname="Ro", photo=b"png")
        await self.transport.send(Frame.TYPE_VCARD, own)
        for number, name, known in (
            (1, "echo", ("Echo", "echo", PHOTO)),
            (2, "#echo/echo", ("Echo", "echo", PHOTO)),
            (3, "romeo", ("", "Ro", b"png")),
            (4, "nobody", ("", "", b"")),
        ):
            await self.transport.send(Frame.TYPE_VCARD, wire.VCard(userName=USER, buddyName=name, id=number))
            vcard = await self.transport.expect(Frame.TYPE_VCARD)
            self.assertEqual((number, name), (vcard.id, vcard.buddyName))
            self.assertEqual(known, (vcard.fullname, vcard.nickname, vcard.photo))
        self.assertTrue(PHOTO.startswith(b"\x89PNG"))

    async def test_rooms_take_in_say_and_let_go(self) -> None:
        await self.login()
        await self.join("#verona")
        await self.entered("#verona")
        await self.transport.say("#verona", "hi", ack_id=1)
        for nickname in ("romeo", "echo"):
            said = await self.transport.expect(Frame.TYPE_CONV_MESSAGE)
            self.assertEqual(("#verona", nickname, "hi", False), (said.buddyName, said.nickname, said.message, said.pm))
        await self.transport.expect(Frame.TYPE_MESSAGE_STATUS)
        await self.transport.say("#verona/echo", "psst")
        said = await self.transport.expect(Frame.TYPE_CONV_MESSAGE)
        self.assertEqual(("#verona", "echo", "psst", True), (said.buddyName, said.nickname, said.message, said.pm))
        subject = wire.ConversationMessage(userName=USER, buddyName="#verona", message="Balconies", ackId=2)
        await self.transport.send(Frame.TYPE_ROOM_SUBJECT_CHANGED, subject)
        told = await self.transport.expect(Frame.TYPE_ROOM_SUBJECT_CHANGED)
        self.assertEqual(("Balconies", "romeo"), (told.message, told.nickname))
        self.assertEqual(0, (await self.transport.expect(Frame.TYPE_MESSAGE_STATUS)).outcome)
        await self.join("#verona")
        await self.entered("#verona", "Balconies")
        leaving = wire.Room(userName=USER, room="#verona", nickname="", password="")
        await self.transport.send(Frame.TYPE_LEAVE_ROOM, leaving)
        left = await self.transport.expect(Frame.TYPE_PARTICIPANT_CHANGED)
        self.assertEqual(("romeo", 16, wire.STATUS_NONE), (left.nickname, left.flag, left.status))

    async def test_rooms_refuse(self) -> None:
        await self.login()
        for room, nickname, password, flag in (
            ("#locked", "romeo", "", wire.PARTICIPANT_FLAG_NOT_AUTHORIZED),
            ("#nowhere", "romeo", "", wire.PARTICIPANT_FLAG_ROOM_NOT_FOUND),
            ("#verona", "taken", "", wire.PARTICIPANT_FLAG_CONFLICT),
        ):
            await self.join(room, nickname, password)
            refused = await self.transport.expect(Frame.TYPE_PARTICIPANT_CHANGED)
            self.assertEqual((flag, nickname, wire.STATUS_NONE), (refused.flag, refused.nickname, refused.status))
        await self.join("#locked", password="open")
        await self.entered("#locked")


class ProcessTest(unittest.IsolatedAsyncioTestCase):
    async def start(self, *args: str, **variables: str) -> asyncio.subprocess.Process:
        environment = {**os.environ, "LIBTRANSPORT_PYTHON": sys.executable, **variables}
        process = await asyncio.create_subprocess_exec(
            SCRIPT, *args, env=environment, stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL
        )
        self.addCleanup(_end, process)
        return process

    async def outcome(self, process: asyncio.subprocess.Process) -> tuple[int | None, str]:
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        return process.returncode, errors.decode()

    async def test_connects_presents_its_token_and_ends_with_0_on_exit(self) -> None:
        async with PlayedTransport() as transport:
            address = ("--host", "127.0.0.1", "--port", str(transport.port))
            process = await self.start(*address, "--service.x=1", "my.cfg", LIBTRANSPORT_BACKEND_TOKEN="sesame")
            self.assertEqual("sesame", (await transport.expect(Frame.TYPE_TOKEN)).token)
            await transport.send(Frame.TYPE_PING)
            await transport.expect(Frame.TYPE_BACKEND_CONFIG)
            await transport.expect(Frame.TYPE_PONG)
            self.assertEqual(str(process.pid), (await transport.expect(Frame.TYPE_STATS)).id)
            await transport.send(Frame.TYPE_EXIT)
            self.assertEqual((0, ""), await self.outcome(process))

    async def test_ends_when_the_transport_is_gone(self) -> None:
        async with PlayedTransport() as transport:
            process = await self.start("-h", "127.0.0.1", "-p", str(transport.port))
            await transport.introduce()
        self.assertEqual((0, ""), await self.outcome(process))

    async def test_a_signal_ends_it(self) -> None:
        async with PlayedTransport() as transport:
            process = await self.start("-h", "127.0.0.1", "-p", str(transport.port))
            await transport.introduce()
            process.send_signal(signal.SIGTERM)
            self.assertEqual((143, ""), await self.outcome(process))

    async def test_says_in_one_line_what_is_wrong(self) -> None:
        cases: list[tuple[list[str], str]] = [
            ([], "--host is missing"),
            (["--host", "h", "--port", "x"], "--port needs"),
            (["--host", "127.0.0.1", "--port", "1"], "cannot connect to 127.0.0.1:1"),
            (["--host", "h", "--echo.contacts=many"], "--echo.contacts needs a whole number from 1 to 100000, not 'many'"),
        ]
        for args, sentence in cases:
            code, errors = await self.outcome(await self.start(*args))
            self.assertEqual(1, code)
            self.assertTrue(errors.startswith(sentence), errors)
            self.assertEqual(1, errors.count("\n"))


def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
