/** What the echo network does, seen by the transport. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { toPlain, withEcho } from "./played-echo.js";
import { USER } from "./played-transport.js";
import {
  BuddySchema,
  ConversationMessageSchema,
  DisconnectedSchema,
  MessageStatusSchema,
  MessageStatus_Outcome as Outcome,
  ParticipantFlag,
  ParticipantSchema,
  RoomSchema,
  StatusType,
  VCardSchema,
  WrapperMessage_Type as Type,
} from "../src/wire/pbnetwork_pb.js";
import { PHOTO } from "../echo/session.js";

test("announces what it can", () =>
  withEcho((_, announced) => {
    const lines = announced.split("\n");
    for (const line of ["needPassword=1", "needRegistration=1", "muc=1", "receipts=1", "send_buddies_on_login=0"]) {
      assert.ok(lines.includes(line), line);
    }
    return Promise.resolve();
  }));

test("refuses the wrong password", () =>
  withEcho(async (transport) => {
    await transport.login("wrong");
    const refused = await transport.expect(Type.DISCONNECTED, DisconnectedSchema);
    assert.deepEqual(toPlain(refused), { user: USER, error: 2, message: "Wrong password" });
  }));

test("says back what it is told after a receipt", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    await transport.say("echo", "hi", { id: "m1", xhtml: "<b>hi</b>" });
    const receipt = await transport.expect(Type.CONV_MESSAGE_ACK, ConversationMessageSchema);
    assert.deepEqual(toPlain(receipt), { userName: USER, buddyName: "echo", message: "", id: "m1" });
    const echo = await transport.expect(Type.CONV_MESSAGE, ConversationMessageSchema);
    assert.deepEqual(toPlain(echo), { userName: USER, buddyName: "echo", message: "hi", xhtml: "<b>hi</b>" });
    await transport.say("mirror", "ho");
    const other = await transport.expect(Type.CONV_MESSAGE, ConversationMessageSchema);
    assert.deepEqual(toPlain(other), { userName: USER, buddyName: "mirror", message: "ho" });
  }));

test("answers each message that asks for it", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    const { ACCEPTED, RETRY_LATER, REFUSED } = Outcome;
    for (const [ackId, text, outcome, reason, pause] of [
      [1n, "hi", ACCEPTED, "", 0],
      [2n, "refuse me", REFUSED, "The echo network refuses this.", 0],
      [3n, "later please", RETRY_LATER, "The echo network is busy.", 1],
      [4n, "later please", ACCEPTED, "", 0],
    ] as const) {
      await transport.say("echo", text, { ackId, id: "r" });
      if (outcome === ACCEPTED) {
        await transport.expect(Type.CONV_MESSAGE_ACK);
        await transport.expect(Type.CONV_MESSAGE);
      }
      const status = await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema);
      assert.deepEqual([status.userName, status.ackId, status.outcome], [USER, ackId, outcome]);
      assert.deepEqual([status.reason, status.retryAfterSeconds], [reason, pause]);
    }
    await transport.say("echo", "refuse me");
    await transport.expect(Type.CONV_MESSAGE);
  }));

test("mirrors typing and nudges", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    const buddy = { userName: USER, buddyName: "mirror" };
    for (const type of [Type.BUDDY_TYPING, Type.BUDDY_TYPED, Type.BUDDY_STOPPED_TYPING]) {
      await transport.send(type, BuddySchema, buddy);
      assert.deepEqual(toPlain(await transport.expect(type, BuddySchema)), { ...buddy, group: [] });
    }
    const nudge = { userName: USER, buddyName: "echo", message: "hey" };
    await transport.send(Type.ATTENTION, ConversationMessageSchema, { ...nudge, ackId: 3n });
    assert.deepEqual(toPlain(await transport.expect(Type.ATTENTION, ConversationMessageSchema)), nudge);
    assert.equal((await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema)).ackId, 3n);
  }));

test("reports what the user does to contacts", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    const added = { userName: USER, buddyName: "juliet", alias: "J", group: ["Verona"], status: StatusType.STATUS_NONE };
    await transport.send(Type.BUDDY_CHANGED, BuddySchema, added);
    const contact = await transport.expect(Type.BUDDY_CHANGED, BuddySchema);
    assert.deepEqual([contact.buddyName, contact.alias, contact.group, contact.status], ["juliet", "J", ["Verona"], 0]);
    await transport.send(Type.BUDDY_CHANGED, BuddySchema, { userName: USER, buddyName: "mirror", blocked: true });
    const blocked = await transport.expect(Type.BUDDY_CHANGED, BuddySchema);
    assert.deepEqual([blocked.alias, blocked.status, blocked.blocked], ["Mirror", StatusType.STATUS_AWAY, true]);
    await transport.send(Type.BUDDY_REMOVED, BuddySchema, { userName: USER, buddyName: "juliet" });
    assert.equal((await transport.expect(Type.BUDDY_REMOVED, BuddySchema)).buddyName, "juliet");
  }));

test("knows echo, the user and nobody else", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    const own = { userName: USER, buddyName: "", id: 0, nickname: "Ro", photo: Buffer.from("png") };
    await transport.send(Type.VCARD, VCardSchema, own);
    for (const [id, buddyName, known] of [
      [1, "echo", ["Echo", "echo", PHOTO]],
      [2, "#echo/echo", ["Echo", "echo", PHOTO]],
      [3, "romeo", ["", "Ro", Buffer.from("png")]],
      [4, "nobody", ["", "", Buffer.alloc(0)]],
    ] as const) {
      await transport.send(Type.VCARD, VCardSchema, { userName: USER, buddyName, id });
      const vcard = await transport.expect(Type.VCARD, VCardSchema);
      assert.deepEqual([vcard.id, vcard.buddyName], [id, buddyName]);
      assert.deepEqual([vcard.fullname, vcard.nickname, Buffer.from(vcard.photo)], known);
    }
    assert.equal(PHOTO.toString("latin1", 1, 4), "PNG");
  }));

test("rooms take in, say and let go", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    await user.join("#verona");
    await user.entered("#verona");
    await transport.say("#verona", "hi", { ackId: 1n });
    for (const nickname of ["romeo", "echo"]) {
      const said = await transport.expect(Type.CONV_MESSAGE, ConversationMessageSchema);
      assert.deepEqual(toPlain(said), { userName: USER, buddyName: "#verona", message: "hi", nickname });
    }
    await transport.expect(Type.MESSAGE_STATUS);
    await transport.say("#verona/echo", "psst");
    const whispered = await transport.expect(Type.CONV_MESSAGE, ConversationMessageSchema);
    const expected = { userName: USER, buddyName: "#verona", message: "psst", nickname: "echo", pm: true };
    assert.deepEqual(toPlain(whispered), expected);
    const subject = { userName: USER, buddyName: "#verona", message: "Balconies" };
    await transport.send(Type.ROOM_SUBJECT_CHANGED, ConversationMessageSchema, { ...subject, ackId: 2n });
    const told = await transport.expect(Type.ROOM_SUBJECT_CHANGED, ConversationMessageSchema);
    assert.deepEqual(toPlain(told), { ...subject, nickname: "romeo" });
    assert.equal((await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema)).outcome, Outcome.ACCEPTED);
    await user.join("#verona");
    await user.entered("#verona", "Balconies");
    const leaving = { userName: USER, room: "#verona", nickname: "", password: "" };
    await transport.send(Type.LEAVE_ROOM, RoomSchema, leaving);
    const left = await transport.expect(Type.PARTICIPANT_CHANGED, ParticipantSchema);
    assert.deepEqual([left.nickname, left.flag, left.status], ["romeo", ParticipantFlag.ME, StatusType.STATUS_NONE]);
  }));

test("rooms refuse", () =>
  withEcho(async (transport, _, user) => {
    await user.login();
    for (const [room, nickname, flag] of [
      ["#locked", "romeo", ParticipantFlag.NOT_AUTHORIZED],
      ["#nowhere", "romeo", ParticipantFlag.ROOM_NOT_FOUND],
      ["#verona", "taken", ParticipantFlag.CONFLICT],
    ] as const) {
      await user.join(room, nickname);
      const refused = await transport.expect(Type.PARTICIPANT_CHANGED, ParticipantSchema);
      assert.deepEqual([refused.flag, refused.nickname, refused.status], [flag, nickname, StatusType.STATUS_NONE]);
    }
    await user.join("#locked", "romeo", "open");
    await user.entered("#locked");
  }));
