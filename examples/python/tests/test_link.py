"""The rules of the link, whatever the network is."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import ssl
import subprocess
import tempfile
import unittest
from collections.abc import Awaitable, Callable
from pathlib import Path

from libtransport import (
    Events,
    IncomingMessage,
    LinkFailed,
    Login,
    OutgoingMessage,
    Plugin,
    PluginDescription,
    Security,
    Session,
    VCard,
    VCardSupport,
    connect,
)
from libtransport import _link as link_module
from libtransport._frames import encode
from libtransport._wire import pbnetwork_pb2 as wire
from tests.transport import USER, Frame, PlayedTransport


class QuietSession(Session, VCardSupport):
    def __init__(self, plugin: QuietPlugin, login: Login, events: Events) -> None:
        self.plugin = plugin
        self.login = login
        self.events = events

    async def send_message(self, message: OutgoingMessage) -> None:
        self.plugin.calls.append(message.body)
        await self.plugin.on_message(self, message)

    async def vcard(self, name: str) -> VCard | None:
        raise RuntimeError("no such thing")

    async def logout(self) -> None:
        self.plugin.calls.append(f"logout {self.login.password}")


class QuietPlugin(Plugin):
    """Writes down what is called."""

    def __init__(self, on_message: Callable[[QuietSession, OutgoingMessage], Awaitable[None]] | None = None) -> None:
        self.calls: list[str] = []
        self.on_message = on_message or _nothing

    def describe(self) -> PluginDescription:
        return PluginDescription(QuietSession, needs_password=False, extra_fields=["Phone"], escapes_names=False)

    async def open(self, login: Login, events: Events) -> Session:
        self.calls.append(f"open {login.password} {dict(login.settings)}")
        if login.password == "fault":
            raise RuntimeError("a fault with secrets")
        events.connected()
        return QuietSession(self, login, events)

    async def close(self) -> None:
        self.calls.append("close")


async def _nothing(session: QuietSession, message: OutgoingMessage) -> None:
    pass


def vcard_request(number: int) -> wire.VCard:
    return wire.VCard(userName=USER, buddyName="juliet", id=number)


class LinkTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        link_module.log.disabled = True

    def tearDown(self) -> None:
        link_module.log.disabled = False

    async def test_announces_what_it_is_before_the_first_pong_and_only_once(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            self.assertEqual(
                "[registration]\nneedPassword=0\nneedRegistration=1\nextraField=Phone\n"
                "[features]\nmuc=0\nreceipts=0\nrawxml=0\ndisable_jid_escaping=1\nsend_buddies_on_login=0\n"
                "[extensions]\nhello=1\nacknowledgement=1\nlogin_token=0\n",
                await transport.introduce(),
            )
            await transport.settle()

    async def test_tells_the_memory_and_the_id_of_the_process(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.send(Frame.TYPE_PING)
            await transport.expect(Frame.TYPE_BACKEND_CONFIG)
            await transport.expect(Frame.TYPE_PONG)
            stats = await transport.expect(Frame.TYPE_STATS)
            self.assertEqual(str(os.getpid()), stats.id)
            self.assertGreater(stats.res, 5_000)
            self.assertGreater(stats.init_res, 5_000)
            self.assertTrue(0 < stats.shared < stats.res)

    async def test_the_token_is_the_very_first_frame_and_waits_for_nothing(self) -> None:
        async with PlayedTransport(QuietPlugin(), Security(token="sesame")) as transport:
            self.assertEqual("sesame", (await transport.expect(Frame.TYPE_TOKEN)).token)
            await transport.introduce()

    async def test_a_token_is_given_back_and_comes_with_the_next_log_in(self) -> None:
        class TokenPlugin(QuietPlugin):
            def describe(self) -> PluginDescription:
                return PluginDescription(QuietSession, gives_tokens=True)

            async def open(self, login: Login, events: Events) -> Session:
                self.calls.append(f"open {login.password!r} {login.token!r}")
                events.connected(token=login.token + "t0ken")
                return QuietSession(self, login, events)

        plugin = TokenPlugin()
        async with PlayedTransport(plugin) as transport:
            self.assertIn("login_token=1\n", await transport.introduce())
            await transport.login("secret")
            self.assertEqual("t0ken", (await transport.expect(Frame.TYPE_CONNECTED)).loginToken)
            await transport.send(Frame.TYPE_LOGIN, wire.Login(user=USER, legacyName="r", password="", loginToken="t0ken"))
            self.assertEqual("t0kent0ken", (await transport.expect(Frame.TYPE_CONNECTED)).loginToken)
            self.assertEqual(["open 'secret' ''", "open '' 't0ken'"], [call for call in plugin.calls if call.startswith("open")])

    async def test_a_token_of_a_plugin_that_announced_none_is_refused(self) -> None:
        class CarelessPlugin(QuietPlugin):
            async def open(self, login: Login, events: Events) -> Session:
                events.connected(token="t0ken")
                return QuietSession(self, login, events)

        async with PlayedTransport(CarelessPlugin()) as transport:
            await transport.introduce()
            await transport.login("secret")
            await transport.expect(Frame.TYPE_DISCONNECTED)

    async def test_answers_hello(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.introduce()
            await transport.send(Frame.TYPE_HELLO, wire.Hello(lowestVersion=1, highestVersion=7))
            hello = await transport.expect(Frame.TYPE_HELLO)
            self.assertEqual((1, 1), (hello.lowestVersion, hello.highestVersion))

    async def test_goes_on_after_frames_of_unknown_and_misplaced_types(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.introduce()
            await transport.write(b"\x00\x00\x00\x03\x08\xf4\x03" + b"\x00\x00\x00\x02\xff\xff")
            await transport.send(Frame.TYPE_PONG)
            await transport.send(Frame.TYPE_LOGIN)
            await transport.settle()

    async def test_a_failing_log_in_shows_nothing_of_the_failure(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.introduce()
            await transport.login("fault")
            ended = await transport.expect(Frame.TYPE_DISCONNECTED)
            self.assertEqual(16, ended.error)
            self.assertNotIn("secrets", ended.message)

    async def test_calls_of_one_user_keep_their_order_and_others_do_not_wait(self) -> None:
        gate = asyncio.Event()

        async def wait(session: QuietSession, message: OutgoingMessage) -> None:
            if session.login.user == USER:
                await gate.wait()
            session.events.message(IncomingMessage("juliet", message.body))

        async with PlayedTransport(QuietPlugin(wait)) as transport:
            await transport.introduce()
            for user in (USER, "other@montague.example"):
                await transport.login(user=user)
                await transport.expect(Frame.TYPE_CONNECTED)
            await transport.say("juliet", "1")
            await transport.say("juliet", "2")
            other = wire.ConversationMessage(userName="other@montague.example", buddyName="juliet", message="3")
            await transport.send(Frame.TYPE_CONV_MESSAGE, other)
            self.assertEqual("3", (await transport.expect(Frame.TYPE_CONV_MESSAGE)).message)
            await transport.settle()
            gate.set()
            self.assertEqual("1", (await transport.expect(Frame.TYPE_CONV_MESSAGE)).message)
            self.assertEqual("2", (await transport.expect(Frame.TYPE_CONV_MESSAGE)).message)

    async def test_author_code_may_report_from_another_thread(self) -> None:
        async def block(session: QuietSession, message: OutgoingMessage) -> None:
            await asyncio.to_thread(session.events.message, IncomingMessage("juliet", "from a thread"))

        async with PlayedTransport(QuietPlugin(block)) as transport:
            await transport.introduce()
            await transport.login()
            await transport.expect(Frame.TYPE_CONNECTED)
            await transport.say("juliet", "hi", ack_id=1)
            self.assertEqual("from a thread", (await transport.expect(Frame.TYPE_CONV_MESSAGE)).message)
            self.assertEqual(1, (await transport.expect(Frame.TYPE_MESSAGE_STATUS)).ackId)

    async def test_a_failing_call_refuses_the_message_and_ends_nothing_else(self) -> None:
        async def fail(session: QuietSession, message: OutgoingMessage) -> None:
            raise RuntimeError("secret")

        async with PlayedTransport(QuietPlugin(fail)) as transport:
            await transport.introduce()
            await transport.login()
            await transport.expect(Frame.TYPE_CONNECTED)
            await transport.say("juliet", "hi", ack_id=9)
            status = await transport.expect(Frame.TYPE_MESSAGE_STATUS)
            self.assertEqual((9, 2, USER), (status.ackId, status.outcome, status.userName))
            self.assertNotIn("secret", status.reason)
            await transport.say("juliet", "hi")
            lost = await transport.expect(Frame.TYPE_CONV_MESSAGE)
            self.assertEqual(("juliet", "Your message could not be delivered."), (lost.buddyName, lost.message))
            await transport.settle()

    async def test_beyond_the_bound_messages_are_put_off_and_the_link_lives_on(self) -> None:
        gate = asyncio.Event()

        async def wait(session: QuietSession, message: OutgoingMessage) -> None:
            await gate.wait()

        bound = link_module.MOST_CALLS
        async with PlayedTransport(QuietPlugin(wait)) as transport:
            await transport.introduce()
            await transport.login()
            await transport.expect(Frame.TYPE_CONNECTED)
            for number in range(1, bound + 12):
                await transport.say("juliet", str(number), ack_id=number)
            statuses = [await transport.expect(Frame.TYPE_MESSAGE_STATUS) for _ in range(10)]
            self.assertEqual({1}, {status.outcome for status in statuses})
            await transport.settle()
            gate.set()
            statuses = [await transport.expect(Frame.TYPE_MESSAGE_STATUS) for _ in range(bound + 1)]
            self.assertEqual({0}, {status.outcome for status in statuses})

    async def test_a_message_of_nobody_may_be_sent_again(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.introduce()
            await transport.say("juliet", "hi", ack_id=4)
            status = await transport.expect(Frame.TYPE_MESSAGE_STATUS)
            self.assertEqual((4, 1), (status.ackId, status.outcome))
            await transport.say("juliet", "hi")
            await transport.settle()

    async def test_a_vcard_that_cannot_be_had_is_empty(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.introduce()
            await transport.login()
            await transport.expect(Frame.TYPE_CONNECTED)
            await transport.send(Frame.TYPE_VCARD, vcard_request(5))
            vcard = await transport.expect(Frame.TYPE_VCARD)
            self.assertEqual((5, "juliet", "", b""), (vcard.id, vcard.buddyName, vcard.fullname, vcard.photo))

    async def test_a_room_of_a_network_without_rooms_is_refused(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.introduce()
            await transport.login()
            await transport.expect(Frame.TYPE_CONNECTED)
            room = wire.Room(userName=USER, nickname="romeo", room="#verona", password="")
            await transport.send(Frame.TYPE_JOIN_ROOM, room)
            refused = await transport.expect(Frame.TYPE_PARTICIPANT_CHANGED)
            self.assertEqual((64, "romeo", wire.STATUS_NONE), (refused.flag, refused.nickname, refused.status))

    async def test_a_second_log_in_ends_the_session_before(self) -> None:
        plugin = QuietPlugin()
        async with PlayedTransport(plugin) as transport:
            await transport.introduce()
            await transport.login("one")
            await transport.expect(Frame.TYPE_CONNECTED)
            await transport.login("two")
            await transport.expect(Frame.TYPE_CONNECTED)
            await transport.send(Frame.TYPE_LOGOUT, wire.Logout(user=USER, legacyName="romeo"))
            await transport.settle()
        settings = {"send_headlines": "1"}
        self.assertEqual(
            [f"open one {settings}", "logout one", f"open two {settings}", "logout two", "close"], plugin.calls
        )

    async def test_exit_logs_everybody_out_and_ends_the_link(self) -> None:
        plugin = QuietPlugin()
        async with PlayedTransport(plugin) as transport:
            await transport.introduce()
            await transport.login("one")
            await transport.expect(Frame.TYPE_CONNECTED)
            await transport.send(Frame.TYPE_EXIT)
            assert transport.running is not None
            await asyncio.wait_for(transport.running, 10)
            await asyncio.wait_for(transport.closed.wait(), 10)
        self.assertEqual(["logout one", "close"], plugin.calls[1:])

    async def test_the_end_of_the_connection_ends_the_backend(self) -> None:
        plugin = QuietPlugin()
        async with PlayedTransport(plugin) as transport:
            await transport.introduce()
        assert transport.running is not None
        self.assertIsNone(transport.running.exception())
        self.assertEqual(["close"], plugin.calls)

    async def test_a_frame_over_the_limit_ends_the_link(self) -> None:
        async with PlayedTransport(QuietPlugin()) as transport:
            await transport.write(b"\x7f\xff\xff\xff")
            assert transport.running is not None
            with self.assertRaisesRegex(LinkFailed, "2147483647"):
                await asyncio.wait_for(transport.running, 10)

    async def test_nobody_there_is_one_sentence(self) -> None:
        async with PlayedTransport() as transport:
            port = transport.port
        with self.assertRaisesRegex(LinkFailed, f"cannot connect to 127.0.0.1:{port}"):
            await connect(QuietPlugin(), "127.0.0.1", port)


class TlsTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        # The played transport tells of handshakes that failed as they should.
        asyncio_log = logging.getLogger("asyncio")
        asyncio_log.disabled = True
        self.addCleanup(setattr, asyncio_log, "disabled", False)
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)

    def certificate(self, name: str, address: str) -> tuple[Path, ssl.SSLContext]:
        key, cert = self.directory / f"{name}.key", self.directory / f"{name}.pem"
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=t"
        subprocess.run(
            [*command.split(), "-addext", f"subjectAltName={address}", "-keyout", key, "-out", cert],
            check=True,
            capture_output=True,
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        return cert, context

    async def test_speaks_tls_with_the_transport_that_the_certificates_vouch_for(self) -> None:
        ca, context = self.certificate("good", "IP:127.0.0.1")
        async with PlayedTransport(QuietPlugin(), Security("sesame", str(ca)), context) as transport:
            await transport.expect(Frame.TYPE_TOKEN)
            await transport.introduce()

    async def test_tells_no_token_to_a_transport_of_another_certificate_or_name(self) -> None:
        good, _ = self.certificate("good", "IP:127.0.0.1")
        _, other = self.certificate("other", "IP:127.0.0.1")
        wrong_name_ca, wrong_name = self.certificate("name", "DNS:elsewhere.example")
        for ca, context in ((good, other), (wrong_name_ca, wrong_name)):
            async with PlayedTransport(QuietPlugin(), Security("sesame", str(ca)), context) as transport:
                assert transport.running is not None
                with self.assertRaisesRegex(LinkFailed, re.compile("certificate", re.I)):
                    await asyncio.wait_for(transport.running, 10)

    async def test_never_falls_back_to_plain_text(self) -> None:
        good, _ = self.certificate("good", "IP:127.0.0.1")
        async with PlayedTransport(QuietPlugin(), Security("sesame", str(good))) as transport:
            await transport.write(encode(Frame.TYPE_PING))
            assert transport.running is not None
            with self.assertRaises(LinkFailed):
                await asyncio.wait_for(transport.running, 10)
