/** The rules of the link, whatever the network is. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { beforeEach, mock, test } from "node:test";
import { inspect } from "node:util";
import { LinkError, connect, type Contact, type Events, type Login, type Plugin } from "../src/index.js";
import { MOST_CALLS } from "../src/seat.js";
import {
  BuddiesSchema,
  BuddySchema,
  ConnectedSchema,
  ConversationMessageSchema,
  DisconnectedSchema,
  HelloSchema,
  LoginSchema,
  LogoutSchema,
  MessageStatusSchema,
  MessageStatus_Outcome as Outcome,
  ParticipantFlag,
  ParticipantSchema,
  RoomSchema,
  StatsSchema,
  StatusType,
  TokenSchema,
  VCardSchema,
  WrapperMessage_Type as Type,
} from "../src/wire/pbnetwork_pb.js";
import { encode } from "../src/frames.js";
import { PlayedTransport, USER } from "./played-transport.js";
import { QuietPlugin, QuietSession } from "./quiet-plugin.js";

const OPENED = `[["send_headlines","1"]]`;

beforeEach(() => {
  mock.method(console, "error", () => undefined);
});

/** A gate that is shut until it is opened. */
function gate(): { passed: Promise<void>; open: () => void } {
  const target = new EventTarget();
  const passed = once(target, "open").then(() => undefined);
  return { passed, open: () => target.dispatchEvent(new Event("open")) };
}

async function ready(plugin: Plugin): Promise<PlayedTransport> {
  const transport = await PlayedTransport.start(plugin);
  await transport.introduce();
  return transport;
}

async function loggedIn(plugin: Plugin): Promise<PlayedTransport> {
  const transport = await ready(plugin);
  await transport.login();
  await transport.expect(Type.CONNECTED);
  return transport;
}

test("announces what it is before the first PONG and only once", async () => {
  await using transport = await PlayedTransport.start(new QuietPlugin());
  const { config } = await transport.introduce();
  assert.equal(
    config,
    "[registration]\nneedPassword=0\nneedRegistration=1\nextraField=Phone\n" +
      "[features]\nmuc=0\nreceipts=0\nrawxml=0\ndisable_jid_escaping=1\nsend_buddies_on_login=0\n" +
      "[extensions]\nhello=1\nacknowledgement=1\nlogin_token=0\n",
  );
  await transport.settle();
});

test("refuses to announce a field that would break the announcement", async () => {
  class Broken extends QuietPlugin {
    override describe() {
      return { session: QuietSession, extraFields: ["two\nlines"] };
    }
  }
  await using transport = await PlayedTransport.start(new Broken());
  assert.match(String(await transport.running), /RangeError.*two/);
});

test("tells the memory and the id of the process", async () => {
  await using transport = await ready(new QuietPlugin());
  await transport.write(encode(Type.PING));
  await transport.expect(Type.PONG);
  const stats = await transport.expect(Type.STATS, StatsSchema);
  assert.equal(stats.id, String(process.pid));
  assert.ok(stats.res > 10_000 && stats.initRes > 10_000);
  assert.ok(process.platform !== "linux" || (stats.shared > 1000 && stats.shared < stats.res));
});

test("the token is the very first frame and waits for nothing", async () => {
  await using transport = await PlayedTransport.start(new QuietPlugin(), { token: "sesame" });
  assert.equal((await transport.expect(Type.TOKEN, TokenSchema)).token, "sesame");
  await transport.introduce();
});

test("a token is given back and comes with the next log-in", async () => {
  class TokenPlugin extends QuietPlugin {
    override describe() {
      return { session: QuietSession, givesTokens: true };
    }
    override open(login: Login, events: Events) {
      this.calls.push(`open ${login.password} ${login.token}`);
      events.connected(`${login.token}t0ken`);
      return Promise.resolve(new QuietSession(this, login, events));
    }
  }
  const plugin = new TokenPlugin();
  await using transport = await PlayedTransport.start(plugin);
  assert.match((await transport.introduce()).config, /login_token=1\n/);
  await transport.login("secret");
  assert.equal((await transport.expect(Type.CONNECTED, ConnectedSchema)).loginToken, "t0ken");
  await transport.send(Type.LOGIN, LoginSchema, { user: USER, legacyName: "r", password: "", loginToken: "t0ken" });
  assert.equal((await transport.expect(Type.CONNECTED, ConnectedSchema)).loginToken, "t0kent0ken");
  assert.deepEqual(
    plugin.calls.filter((call) => call.startsWith("open")),
    ["open secret ", "open  t0ken"],
  );
});

test("a token of a plugin that announced none is refused", async () => {
  class CarelessPlugin extends QuietPlugin {
    override open(login: Login, events: Events) {
      events.connected("t0ken");
      return Promise.resolve(new QuietSession(this, login, events));
    }
  }
  await using transport = await ready(new CarelessPlugin());
  await transport.login();
  await transport.expect(Type.DISCONNECTED);
});

test("answers HELLO", async () => {
  await using transport = await ready(new QuietPlugin());
  await transport.send(Type.HELLO, HelloSchema, { lowestVersion: 1, highestVersion: 7 });
  const hello = await transport.expect(Type.HELLO, HelloSchema);
  assert.deepEqual([hello.lowestVersion, hello.highestVersion, hello.feature], [1, 1, ["acknowledgement"]]);
});

test("goes on after frames of unknown and misplaced types, and frames without content", async () => {
  await using transport = await ready(new QuietPlugin());
  await transport.write(Buffer.from("0000000308f403" + "00000002ffff", "hex"));
  for (const type of [Type.PONG, Type.LOGIN, Type.CONV_MESSAGE, Type.API_VERSION]) {
    await transport.write(encode(type));
  }
  await transport.settle();
});

test("a failing log-in shows nothing of the failure", async () => {
  await using transport = await ready(new QuietPlugin());
  await transport.login("fault");
  const ended = await transport.expect(Type.DISCONNECTED, DisconnectedSchema);
  assert.equal(ended.error, 16);
  assert.doesNotMatch(ended.message, /secrets/);
});

test("calls of one user keep their order, and others do not wait", async () => {
  const { passed, open } = gate();
  const plugin = new QuietPlugin(async (session, message) => {
    if (session.login.user === USER) {
      await passed;
    }
    session.events.message({ sender: "juliet", body: message.body });
  });
  await using transport = await loggedIn(plugin);
  await transport.login("rose", "other@montague.example");
  await transport.expect(Type.CONNECTED);
  await transport.say("juliet", "1");
  await transport.say("juliet", "2");
  await transport.say("juliet", "3", { userName: "other@montague.example" });
  const said = async () => (await transport.expect(Type.CONV_MESSAGE, ConversationMessageSchema)).message;
  assert.equal(await said(), "3");
  await transport.settle();
  open();
  assert.deepEqual([await said(), await said()], ["1", "2"]);
});

test("a failing call refuses the message and ends nothing else", async () => {
  await using transport = await loggedIn(
    new QuietPlugin(() => {
      throw new Error("secret");
    }),
  );
  await transport.say("juliet", "hi", { ackId: 9n });
  const status = await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema);
  assert.deepEqual([status.ackId, status.outcome, status.userName], [9n, Outcome.REFUSED, USER]);
  assert.doesNotMatch(status.reason, /secret/);
  await transport.say("juliet", "hi");
  const lost = await transport.expect(Type.CONV_MESSAGE, ConversationMessageSchema);
  assert.deepEqual([lost.buddyName, lost.message], ["juliet", "Your message could not be delivered."]);
  await transport.settle();
});

test("an ackId may be as great as 64 bits allow", async () => {
  await using transport = await loggedIn(new QuietPlugin());
  const ackId = 2n ** 64n - 1n;
  await transport.say("juliet", "hi", { ackId });
  assert.equal((await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema)).ackId, ackId);
});

test("beyond the bound messages are put off and the link lives on", async () => {
  const { passed, open } = gate();
  await using transport = await loggedIn(new QuietPlugin(() => passed));
  const outcomes = async (count: number): Promise<Set<Outcome>> => {
    const found = new Set<Outcome>();
    for (let i = 0; i < count; i++) {
      found.add((await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema)).outcome);
    }
    return found;
  };
  for (let number = 1; number <= MOST_CALLS + 11; number++) {
    await transport.say("juliet", String(number), { ackId: BigInt(number) });
  }
  assert.deepEqual(await outcomes(10), new Set([Outcome.RETRY_LATER]));
  await transport.settle();
  open();
  assert.deepEqual(await outcomes(MOST_CALLS + 1), new Set([Outcome.ACCEPTED]));
});

test("beyond the bound what cannot be put off holds up the reading, and nothing is lost", async () => {
  const { passed, open } = gate();
  const plugin = new QuietPlugin(() => passed);
  await using transport = await loggedIn(plugin);
  const all = Array.from({ length: 3 * MOST_CALLS }, (_, number) => String(number));
  for (const text of all) {
    await transport.say("juliet", text);
  }
  await transport.write(encode(Type.PING));
  open();
  await transport.expect(Type.PONG);
  await transport.expect(Type.STATS);
  await transport.send(Type.LOGOUT, LogoutSchema, { user: USER, legacyName: "romeo" });
  await transport.stop();
  assert.deepEqual(plugin.calls.slice(1), [...all, "logout rose", "close"]);
});

test("a message of nobody may be sent again", async () => {
  await using transport = await ready(new QuietPlugin());
  await transport.say("juliet", "hi", { ackId: 4n });
  const status = await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema);
  assert.deepEqual([status.ackId, status.outcome], [4n, Outcome.RETRY_LATER]);
  await transport.say("juliet", "hi");
  await transport.settle();
});

test("nothing is called on a session that said that it is over, and its messages may be sent again", async () => {
  const plugin = new QuietPlugin((session) => {
    session.events.disconnected("network-error", "The network is gone.");
    session.events.message({ sender: "juliet", body: "too late" });
  });
  await using transport = await loggedIn(plugin);
  const say = (ackId: bigint): Buffer =>
    encode(Type.CONV_MESSAGE, ConversationMessageSchema, { userName: USER, buddyName: "juliet", message: `${ackId}`, ackId });
  await transport.write(Buffer.concat([say(1n), say(2n)]));
  await transport.expect(Type.DISCONNECTED);
  const outcomes = new Map<bigint, number>();
  for (let i = 0; i < 2; i++) {
    const status = await transport.expect(Type.MESSAGE_STATUS, MessageStatusSchema);
    outcomes.set(status.ackId, status.outcome);
  }
  assert.deepEqual(
    outcomes,
    new Map([
      [1n, Outcome.ACCEPTED],
      [2n, Outcome.RETRY_LATER],
    ]),
  );
  await transport.settle();
  await transport.stop();
  assert.deepEqual(plugin.calls.slice(1), ["1", "close"]);
});

test("a vCard that cannot be had is empty, and does not wait for other calls", async () => {
  const { passed, open } = gate();
  await using transport = await loggedIn(new QuietPlugin(() => passed));
  await transport.say("juliet", "hi", { ackId: 1n });
  await transport.send(Type.VCARD, VCardSchema, { userName: USER, buddyName: "juliet", id: 5 });
  const vcard = await transport.expect(Type.VCARD, VCardSchema);
  assert.deepEqual([vcard.id, vcard.buddyName, vcard.fullname, vcard.photo.length], [5, "juliet", "", 0]);
  open();
  await transport.expect(Type.MESSAGE_STATUS);
});

test("a room of a network without rooms is refused", async () => {
  await using transport = await loggedIn(new QuietPlugin());
  const room = { userName: USER, nickname: "romeo", room: "#verona", password: "" };
  await transport.send(Type.JOIN_ROOM, RoomSchema, room);
  const refused = await transport.expect(Type.PARTICIPANT_CHANGED, ParticipantSchema);
  assert.deepEqual(
    [refused.flag, refused.nickname, refused.status],
    [ParticipantFlag.ROOM_NOT_FOUND, "romeo", StatusType.STATUS_NONE],
  );
});

test("what the user does to a contact is an answer, an addition or a change", async () => {
  const calls: string[] = [];
  class ListSession extends QuietSession {
    contactsKnown(contacts: readonly Contact[]): void {
      calls.push(`known ${contacts.map(({ name }) => name).join()}`);
    }
    authorizationAnswered(name: string, accepted: boolean): void {
      calls.push(`${name} ${accepted ? "yes" : "no"}`);
    }
    addContact(contact: Contact): void {
      calls.push(`add ${contact.name}`);
    }
    updateContact(contact: Contact): void {
      calls.push(`update ${contact.name}`);
    }
    removeContact(name: string): void {
      calls.push(`remove ${name}`);
    }
  }
  const plugin = new QuietPlugin();
  plugin.describe = () => ({ session: ListSession });
  plugin.open = (login, events) => {
    events.connected();
    for (const name of ["Tybalt", "paris"]) {
      events.authorizationRequested(name);
    }
    return Promise.resolve(new ListSession(plugin, login, events));
  };
  await using transport = await PlayedTransport.start(plugin);
  assert.match((await transport.introduce()).config, /send_buddies_on_login=1/);
  await transport.login();
  await transport.expect(Type.CONNECTED);
  await transport.expect(Type.AUTH_REQUEST);
  await transport.expect(Type.AUTH_REQUEST);
  await transport.send(Type.BUDDIES, BuddiesSchema, { buddy: [{ userName: USER, buddyName: "nurse" }] });
  for (const [type, buddyName] of [
    [Type.BUDDY_CHANGED, "tybalt"],
    [Type.BUDDY_REMOVED, "paris"],
    [Type.BUDDY_CHANGED, "Nurse"],
    [Type.BUDDY_CHANGED, "juliet"],
    [Type.BUDDY_REMOVED, "juliet"],
  ] as const) {
    await transport.send(type, BuddySchema, { userName: USER, buddyName });
  }
  await transport.settle();
  await transport.stop();
  assert.deepEqual(calls, ["known nurse", "tybalt yes", "paris no", "update Nurse", "add juliet", "remove juliet"]);
});

test("a second log-in ends the session before", async () => {
  const plugin = new QuietPlugin();
  await using transport = await ready(plugin);
  for (const password of ["one", "two"]) {
    await transport.login(password);
    await transport.expect(Type.CONNECTED);
  }
  await transport.send(Type.LOGOUT, LogoutSchema, { user: USER, legacyName: "romeo" });
  await transport.settle();
  await transport.stop();
  assert.deepEqual(plugin.calls, [`open one ${OPENED}`, "logout one", `open two ${OPENED}`, "logout two", "close"]);
});

test("EXIT logs everybody out and ends the link after what was reported", async () => {
  const plugin = new QuietPlugin();
  await using transport = await ready(plugin);
  await transport.login("one");
  await transport.expect(Type.CONNECTED);
  await transport.write(Buffer.concat([encode(Type.PING), encode(Type.EXIT)]));
  await transport.expect(Type.PONG);
  await transport.expect(Type.STATS);
  await transport.closed();
  assert.equal(await transport.running, undefined);
  assert.deepEqual(plugin.calls.slice(1), ["logout one", "close"]);
});

test("a signal ends the link like EXIT", async () => {
  const plugin = new QuietPlugin();
  const stop = new AbortController();
  await using transport = await PlayedTransport.start(plugin, { signal: stop.signal });
  await transport.introduce();
  await transport.login("one");
  await transport.expect(Type.CONNECTED);
  stop.abort();
  await transport.closed();
  assert.equal(await transport.running, undefined);
  assert.deepEqual(plugin.calls.slice(1), ["logout one", "close"]);
});

test("the end of the connection ends the backend", async () => {
  const plugin = new QuietPlugin();
  await using transport = await ready(plugin);
  await transport.stop();
  assert.deepEqual(plugin.calls, ["close"]);
});

test("a frame over the limit ends the link", async () => {
  await using transport = await PlayedTransport.start(new QuietPlugin());
  await transport.write(Buffer.from("7fffffff", "hex"));
  assert.match(String(await transport.running), /LinkError: a frame of 2147483647 bytes/);
});

test("nobody there is one sentence", async () => {
  const transport = await PlayedTransport.start();
  const { port } = transport;
  await transport.stop();
  const failed = connect(new QuietPlugin(), { host: "127.0.0.1", port });
  await assert.rejects(failed, (error) => error instanceof LinkError && error.message.startsWith(`cannot connect to 127.0.0.1:${port}`));
});

test("what is shown of a log-in and of a message holds no secrets", async () => {
  let shown = "";
  const plugin = new QuietPlugin((session, message) => {
    shown = inspect([session.login, message]);
  });
  await using transport = await ready(plugin);
  await transport.login("sesame");
  await transport.expect(Type.CONNECTED);
  await transport.say("juliet", "a secret", { ackId: 1n });
  await transport.expect(Type.MESSAGE_STATUS);
  assert.match(shown, /juliet/);
  assert.match(shown, /romeo/);
  assert.doesNotMatch(shown, /secret|sesame/);
});
