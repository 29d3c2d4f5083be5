import assert from "node:assert/strict";
import type { Message } from "@bufbuild/protobuf";
import { EchoPlugin } from "../echo/plugin.js";
import { Options } from "../src/index.js";
import {
  BuddySchema,
  ConversationMessageSchema,
  ParticipantFlag,
  ParticipantSchema,
  RoomListSchema,
  RoomSchema,
  StatusType,
  WrapperMessage_Type as Type,
} from "../src/wire/pbnetwork_pb.js";
import { PlayedTransport, USER } from "./played-transport.js";

/** Plays with the echo backend; fails also if it sends anything that was not expected. */
export async function withEcho(
  play: (transport: PlayedTransport, announced: string, user: EchoUser) => Promise<void>,
): Promise<void> {
  await using transport = await PlayedTransport.start(new EchoPlugin(Options.parse([])));
  const { config } = await transport.introduce();
  await play(transport, config, new EchoUser(transport));
  await transport.settle();
}

/** What is set in a message, without what the library adds; absent lists of attachments count for nothing. */
export function toPlain(message: Message): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...message };
  delete fields["$typeName"];
  if (Array.isArray(fields["attachment"]) && fields["attachment"].length === 0) {
    delete fields["attachment"];
  }
  return fields;
}

/** A user of the echo network. */
export class EchoUser {
  readonly #transport: PlayedTransport;

  constructor(transport: PlayedTransport) {
    this.#transport = transport;
  }

  async login(): Promise<void> {
    await this.#transport.login();
    await this.#transport.expect(Type.CONNECTED);
    for (const [name, alias, status] of [
      ["echo", "Echo", StatusType.STATUS_ONLINE],
      ["mirror", "Mirror", StatusType.STATUS_AWAY],
    ] as const) {
      const contact = await this.#transport.expect(Type.BUDDY_CHANGED, BuddySchema);
      assert.deepEqual([contact.userName, contact.buddyName, contact.alias, contact.status], [USER, name, alias, status]);
    }
    const rooms = await this.#transport.expect(Type.ROOM_LIST, RoomListSchema);
    assert.deepEqual(toPlain(rooms), { user: USER, room: ["#echo", "#locked"], name: ["Echo", "Locked"] });
  }

  async join(room: string, nickname = "romeo", password = ""): Promise<void> {
    await this.#transport.send(Type.JOIN_ROOM, RoomSchema, { userName: USER, room, nickname, password });
  }

  async entered(room: string, subject = "Echo"): Promise<void> {
    for (const [nickname, flag] of [
      ["echo", ParticipantFlag.MODERATOR],
      ["romeo", ParticipantFlag.ME],
    ] as const) {
      const occupant = await this.#transport.expect(Type.PARTICIPANT_CHANGED, ParticipantSchema);
      assert.deepEqual([occupant.room, occupant.nickname, occupant.flag, occupant.status], [room, nickname, flag, 0]);
    }
    const told = await this.#transport.expect(Type.ROOM_SUBJECT_CHANGED, ConversationMessageSchema);
    assert.deepEqual([told.buddyName, told.message, told.nickname], [room, subject, "echo"]);
  }
}
