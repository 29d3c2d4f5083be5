import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { toBinary } from "@bufbuild/protobuf";
import { FrameDecoder, FrameTooLongError, LIMIT, UnreadableError, encode, parse } from "../src/frames.js";
import {
  BuddiesSchema,
  BuddySchema,
  VCardSchema,
  WrapperMessageSchema,
  WrapperMessage_Type as Type,
} from "../src/wire/pbnetwork_pb.js";

const ROOT = new URL("../../../../", import.meta.url);
const GOLDEN = new URL("transport-protocol/src/test/resources/wire/", ROOT);
const FILES = readdirSync(fileURLToPath(GOLDEN)).filter((name) => name.endsWith(".hex"));

function golden(file: string): Buffer {
  const text = readFileSync(new URL(file, GOLDEN), "utf8");
  return Buffer.from(text.replace(/#.*/g, "").replace(/\s/g, ""), "hex");
}

function types(decoder: FrameDecoder, ...pieces: Buffer[]): Type[] {
  return pieces.flatMap((piece) => [...decoder.feed(piece)]).map((frame) => frame.type);
}

function cut(data: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(data.length / size) }, (_, i) => data.subarray(i * size, (i + 1) * size));
}

test("there is a golden frame of every type in use", () => {
  assert.ok(FILES.length > 30, `${FILES.length} files`);
});

for (const file of FILES) {
  test(`reads and writes the golden frame ${file}`, () => {
    const data = golden(file);
    const [frame, ...more] = new FrameDecoder().feed(data);
    assert.ok(frame);
    assert.deepEqual(more, []);
    assert.equal(Type[frame.type], file.replace(".hex", "").toUpperCase());
    assert.deepEqual(Buffer.from(toBinary(WrapperMessageSchema, frame)), data.subarray(4));
  });
}

test("reads frames in any pieces", () => {
  const data = Buffer.concat(FILES.map(golden));
  const whole = types(new FrameDecoder(), data);
  assert.equal(whole.length, FILES.length);
  for (const size of [1, 3, 7, 100]) {
    assert.deepEqual(types(new FrameDecoder(), ...cut(data, size)), whole);
  }
});

test("reads a frame of the greatest length in many pieces", () => {
  const frame = encode(Type.VCARD, VCardSchema, { userName: "u", buddyName: "b", id: 1, photo: Buffer.alloc(LIMIT - 100) });
  assert.deepEqual(types(new FrameDecoder(), ...cut(Buffer.concat([frame, encode(Type.PING)]), 1000)), [Type.VCARD, Type.PING]);
});

test("skips what cannot be read and goes on", () => {
  const unknownType = Buffer.from("0000000308f403", "hex");
  const rubbish = Buffer.from("00000002ffff", "hex");
  const empty = Buffer.alloc(4);
  const data = Buffer.concat([unknownType, rubbish, empty, encode(Type.PING)]);
  assert.deepEqual(types(new FrameDecoder(), data), [Type.PING]);
});

test("refuses a frame over the limit before it came", () => {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(LIMIT + 1);
  assert.throws(() => types(new FrameDecoder(), header), FrameTooLongError);
});

test("refuses to write a frame over the limit", () => {
  const vcard = { userName: "u", buddyName: "b", id: 1, photo: Buffer.alloc(LIMIT) };
  assert.throws(() => encode(Type.VCARD, VCardSchema, vcard), RangeError);
});

test("a message without a required field is not read, nor one that contains such a one", () => {
  const withoutBuddyName = Buffer.from("0a0175", "hex");
  assert.throws(() => parse(BuddySchema, withoutBuddyName), UnreadableError);
  assert.throws(() => parse(BuddiesSchema, Buffer.concat([Buffer.from("0a03", "hex"), withoutBuddyName])), UnreadableError);
  assert.equal(parse(BuddySchema, Buffer.concat([withoutBuddyName, Buffer.from("120162", "hex")])).buddyName, "b");
});

test("an unknown number of an enum is as if the field were absent", () => {
  const buddy = parse(BuddySchema, Buffer.from("0a017512016228e807", "hex"));
  assert.equal(buddy.status, 0);
});
