"""Stanzas that are passed on as text."""

from __future__ import annotations

import unittest

from libtransport import Events, Login, OutgoingMessage, Plugin, PluginDescription, RawXmlSupport, Session
from libtransport import _link as link_module
from libtransport._stanzas import recipient, sender
from libtransport._wire import pbnetwork_pb2 as wire
from tests.transport import USER, Frame, PlayedTransport

OTHER = "other@montague.example"


class StanzasTest(unittest.TestCase):
    def test_tells_whose_it_is_without_reading_all_of_it(self) -> None:
        for xml, expected in (
            ("<iq type='get' from=\"romeo@x.example/home/2\" to='a&amp;b@y'><query", "romeo@x.example"),
            ("<message from='romeo@x.example'/>", "romeo@x.example"),
            ("<message/>", None),
            ("no markup", None),
            ("", None),
            ("<!DOCTYPE a [<!ENTITY e 'x'>]><a from='&e;'/>", None),
        ):
            with self.subTest(xml):
                self.assertEqual(expected, sender(xml))

    def test_takes_one_whole_element(self) -> None:
        xml = "<message from='juliet@net' to='romeo@x.example/a'><body>hi &lt;3</body><x xmlns='y' to='z'/></message>"
        self.assertEqual("romeo@x.example", recipient(xml))
        self.assertIsNone(recipient("<presence/>"))

    def test_refuses_what_would_break_a_stream(self) -> None:
        for xml in (
            "",
            "text",
            " <message/>",
            "<message>",
            "<message/><message/>",
            "<message></stream>",
            "<message><body></message>",
            "<message/>text",
            "<?xml version='1.0'?><message/>",
            "<!DOCTYPE message [<!ENTITY e 'x'>]><message>&e;</message>",
            "<message>&e;</message>",
            "<message a='&e;'/>",
            "<message><?p i?></message>",
            "<message><!-- c --></message>",
            "<p:message/>",
            "<message>\u0001</message>",
            "<message>\ud800</message>",
        ):
            with self.subTest(xml), self.assertRaises(ValueError):
                recipient(xml)


class RawSession(Session, RawXmlSupport):
    """A network that answers every request, and repeats every message."""

    def __init__(self, login: Login, events: Events) -> None:
        self.user = login.user
        self.events = events

    async def send_message(self, message: OutgoingMessage) -> None:
        raise AssertionError("not called")

    async def stanza(self, xml: str) -> None:
        if "fail" in xml:
            raise RuntimeError("the network is gone")
        self.events.stanza(f"<iq type='result' id='1' from='juliet@net' to='{self.user}/home'/>")


class RawPlugin(Plugin):
    def __init__(self) -> None:
        self.events: list[Events] = []

    def describe(self) -> PluginDescription:
        return PluginDescription(RawSession)

    async def open(self, login: Login, events: Events) -> Session:
        self.events.append(events)
        events.connected()
        return RawSession(login, events)


class RawXmlTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        link_module.log.disabled = True
        self.addCleanup(setattr, link_module.log, "disabled", False)
        self.plugin = RawPlugin()
        self.transport = PlayedTransport(self.plugin)
        await self.transport.__aenter__()
        self.announced = await self.transport.introduce()
        await self.transport.login()
        await self.transport.expect(Frame.TYPE_CONNECTED)

    async def asyncTearDown(self) -> None:
        await self.transport.settle()
        await self.transport.__aexit__(None, None, None)

    async def send(self, xml: bytes) -> None:
        await self.transport.send(Frame.TYPE_RAW_XML, xml)

    async def test_is_announced(self) -> None:
        self.assertIn("rawxml=1", self.announced.splitlines())

    async def test_reaches_the_session_of_its_sender_and_is_answered(self) -> None:
        await self.send(f"<iq type='get' id='1' from='{USER}/home' to='juliet@net'><ping xmlns='urn:xmpp:ping'/></iq>".encode())
        answer = await self.transport.next()
        self.assertEqual(Frame.TYPE_RAW_XML, answer.type)
        self.assertEqual(f"<iq type='result' id='1' from='juliet@net' to='{USER}/home'/>", answer.payload.decode())

    async def test_skips_what_is_nobodys_or_no_text(self) -> None:
        for xml in (b"\xff\xfe", b"", b"<iq", b"<iq/>", f"<iq from='{OTHER}/home'/>".encode()):
            await self.send(xml)

    async def test_goes_on_after_a_stanza_that_failed(self) -> None:
        await self.send(f"<message from='{USER}/home'>fail</message>".encode())
        await self.test_reaches_the_session_of_its_sender_and_is_answered()

    async def test_sends_nothing_that_is_broken_or_for_somebody_else(self) -> None:
        for xml in (f"<message to='{USER}'>", f"<message to='{OTHER}'/>", "<message/>"):
            with self.subTest(xml), self.assertRaises(ValueError):
                self.plugin.events[0].stanza(xml)

    async def test_says_nothing_after_the_session(self) -> None:
        await self.transport.send(Frame.TYPE_LOGOUT, wire.Logout(user=USER, legacyName="romeo"))
        await self.transport.settle()
        self.plugin.events[0].stanza(f"<message to='{USER}'/>")
