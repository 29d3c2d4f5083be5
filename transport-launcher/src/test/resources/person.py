"""One person with slixmpp: does everything of the list with a transport and prints each step that went well.

usage: person.py PORT JID PASSWORD TRANSPORT CONTACT NETWORK_PASSWORD
"""

import asyncio
import sys

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import StanzaPath

PATIENCE = 15


class Person(slixmpp.ClientXMPP):
    def __init__(self, jid, password):
        super().__init__(jid + "/slix", password)
        for plugin in ("xep_0030", "xep_0054", "xep_0077", "xep_0085", "xep_0184", "xep_0199"):
            self.register_plugin(plugin)
        self["feature_mechanisms"].unencrypted_plain = True
        self["feature_mechanisms"].unencrypted_scram = True
        # Receipts are answered and chat states kept by this script, not behind its back.
        self["xep_0184"].auto_ack = False
        self.heard = []
        self.news = asyncio.Condition()
        for kind in ("message", "presence"):
            self.register_handler(Callback(kind + "s heard", StanzaPath(kind), self.hear))

    def hear(self, stanza):
        async def note():
            async with self.news:
                self.heard.append(stanza)
                self.news.notify_all()

        asyncio.ensure_future(note())

    async def wait_for(self, what, wanted):
        def found():
            return next((stanza for stanza in self.heard if wanted(stanza)), None)

        try:
            async with self.news:
                await asyncio.wait_for(self.news.wait_for(lambda: found() is not None), PATIENCE)
        except asyncio.TimeoutError:
            heard = "\n".join(str(stanza) for stanza in self.heard)
            raise SystemExit(f"no {what}; heard was\n{heard}")
        stanza = found()
        self.heard.remove(stanza)
        return stanza

    async def see(self, contact, kind="available"):
        def wanted(stanza):
            return (
                isinstance(stanza, slixmpp.Presence)
                and stanza["from"].bare == contact
                and (stanza["type"] == "unavailable") == (kind == "unavailable")
                and stanza["type"] not in ("error", "subscribe", "subscribed", "unsubscribe", "unsubscribed")
            )

        await self.wait_for(f"{kind} presence of {contact}", wanted)

    async def listen(self, what, contact, wanted):
        return await self.wait_for(
            what,
            lambda stanza: isinstance(stanza, slixmpp.Message)
            and stanza["from"].bare == contact
            and stanza["type"] != "error"
            and wanted(stanza),
        )


def step(name):
    print("done:", name, flush=True)


async def live(person, transport, contact, password):
    form = await person["xep_0077"].get_registration(jid=transport, timeout=PATIENCE)
    assert {"username", "password"} <= form["register"]["fields"], form
    assert not form["register"]["registered"], form
    request = person.make_iq_set(ito=transport)
    request["register"]["username"] = "slix"
    request["register"]["password"] = password
    await request.send(timeout=PATIENCE)
    await person.see(transport)
    await person.see(contact)
    step("register")

    person.send_message(mto=contact, mbody="What's in a <name> & \u2026 \U0001f339", mtype="chat")
    await person.listen("echo", contact, lambda message: message["body"] == "What's in a <name> & \u2026 \U0001f339")
    step("chat")

    typing = person.make_message(mto=contact, mtype="chat")
    typing["chat_state"] = "composing"
    typing.send()
    await person.listen("typing", contact, lambda message: message["chat_state"] == "composing")
    step("typing")

    asking = person.make_message(mto=contact, mbody="Did it arrive?", mtype="chat")
    asking["request_receipt"] = True
    asking.send()
    await person.listen("receipt", contact, lambda message: message["receipt"] == asking["id"])
    step("receipt")

    card = await person["xep_0054"].get_vcard(jid=contact, timeout=PATIENCE)
    assert card["vcard_temp"]["FN"] or card["vcard_temp"]["NICKNAME"], card
    step("vcard")

    await person.update_roster(contact, name="My friend", subscription="both", timeout=PATIENCE)
    await asyncio.sleep(0.5)
    await person.get_roster(timeout=PATIENCE)
    assert person.client_roster[contact]["name"] == "My friend", person.client_roster[contact]["name"]
    step("rename")

    other = "newcomer@" + transport
    person.send_presence_subscription(pto=other, ptype="subscribe")
    await person.see(other)
    step("subscribe")

    await person.del_roster_item(other)
    await person.see(other, "unavailable")
    step("unsubscribe")

    await person["xep_0077"].cancel_registration(jid=transport, timeout=PATIENCE)
    await person.see(contact, "unavailable")
    form = await person["xep_0077"].get_registration(jid=transport, timeout=PATIENCE)
    assert not form["register"]["registered"], form
    step("unregister")


async def main():
    port, jid, password, transport, contact, network_password = sys.argv[1:]
    person = Person(jid, password)
    begun = asyncio.get_running_loop().create_future()
    person.add_event_handler("session_start", lambda event: begun.done() or begun.set_result(None))
    person.connect(("127.0.0.1", int(port)), disable_starttls=True)
    await asyncio.wait_for(begun, PATIENCE)
    await person.get_roster(timeout=PATIENCE)
    person.send_presence()
    await live(person, transport, contact, network_password)
    await person.disconnect()


asyncio.get_event_loop().run_until_complete(main())
