/** Cuts the bytes of a link into frames, and makes frames of messages. */

import {
  create,
  fromBinary,
  isFieldSet,
  toBinary,
  type DescMessage,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { type WrapperMessage, WrapperMessageSchema, type WrapperMessage_Type } from "./wire/pbnetwork_pb.js";

/** The longest content of a frame in bytes, both ways. */
export const LIMIT = 16 * 1024 * 1024;

const HEADER = 4;

/** A frame is over the limit; nothing after it can be read. */
export class FrameTooLongError extends Error {
  override readonly name = "FrameTooLongError";

  constructor(length: number) {
    super(`a frame of ${length} bytes, where ${LIMIT} are allowed`);
  }
}

/** The bytes are no such message, or a required field is missing. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** Takes bytes in any pieces. What cannot be read, or has an unknown type, is skipped. */
export class FrameDecoder {
  #pieces: Buffer[] = [];
  #size = 0;
  /** How many bytes must be there before anything can be read. */
  #wanted = HEADER;

  *feed(data: Buffer): Generator<WrapperMessage, void, undefined> {
    this.#pieces.push(data);
    this.#size += data.length;
    // A long frame in many pieces is put together once, not again with each piece.
    if (this.#size >= this.#wanted) {
      yield* this.#cut(this.#pieces.length === 1 ? data : Buffer.concat(this.#pieces));
    }
  }

  *#cut(buffer: Buffer): Generator<WrapperMessage, void, undefined> {
    let start = 0;
    this.#wanted = HEADER;
    while (buffer.length - start >= HEADER) {
      const length = buffer.readUInt32BE(start);
      if (length > LIMIT) {
        throw new FrameTooLongError(length);
      }
      const end = start + HEADER + length;
      if (end > buffer.length) {
        this.#wanted = HEADER + length;
        break;
      }
      const content = buffer.subarray(start + HEADER, end);
      start = end;
      const frame = readable(content);
      if (frame !== undefined) {
        yield frame;
      }
    }
    const rest = buffer.subarray(start);
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
  }
}

function readable(content: Uint8Array): WrapperMessage | undefined {
  try {
    return parse(WrapperMessageSchema, content);
  } catch (error) {
    if (error instanceof UnreadableError) {
      return undefined;
    }
    throw error;
  }
}

/** Reads a message; an {@link UnreadableError} if the bytes are none. */
export function parse<D extends DescMessage>(schema: D, content: Uint8Array): MessageShape<D> {
  let message: MessageShape<D>;
  try {
    message = fromBinary(schema, content);
  } catch {
    throw new UnreadableError(`no ${schema.name}`);
  }
  requireFields(schema, message);
  return message;
}

/** The library checks required fields only of what it writes. */
function requireFields(schema: DescMessage, message: Message): void {
  for (const field of schema.fields) {
    if (field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED && !isFieldSet(message, field)) {
      throw new UnreadableError(`no ${field.name} in ${schema.name}`);
    }
    if (field.fieldKind === "list" && field.listKind === "message") {
      for (const item of (message as unknown as Record<string, Message[]>)[field.localName] ?? []) {
        requireFields(field.message, item);
      }
    }
  }
}

/** One frame with its header; a RangeError if it is over the limit. */
export function encode(type: WrapperMessage_Type): Buffer;
export function encode<D extends DescMessage>(type: WrapperMessage_Type, schema: D, content: MessageInitShape<D>): Buffer;
export function encode(type: WrapperMessage_Type, schema?: DescMessage, content?: MessageInitShape<DescMessage>): Buffer {
  const frame = create(WrapperMessageSchema, { type });
  if (schema !== undefined) {
    frame.payload = toBinary(schema, create(schema, content));
  }
  const bytes = toBinary(WrapperMessageSchema, frame);
  if (bytes.length > LIMIT) {
    throw new RangeError(`a report of ${bytes.length} bytes, where ${LIMIT} are allowed`);
  }
  const whole = Buffer.allocUnsafe(HEADER + bytes.length);
  whole.writeUInt32BE(bytes.length, 0);
  whole.set(bytes, HEADER);
  return whole;
}
