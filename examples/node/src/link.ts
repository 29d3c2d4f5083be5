/** The backend's end of a link: answers the transport, and gives each frame about a user to that user's queue. */

import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import { announcement } from "./announcement.js";
import { readCall } from "./calls.js";
import { LinkError, LoginError, reasonOf } from "./errors.js";
import type { Send } from "./events.js";
import { FrameDecoder, FrameTooLongError, UnreadableError, encode, parse } from "./frames.js";
import { fault, warn, withoutSecrets } from "./log.js";
import { MemoryFigures } from "./memory.js";
import type { Plugin } from "./plugin.js";
import { MOST_CALLS, Seat } from "./seat.js";
import { SessionLink, statusOf, type Call, type MessageStatus } from "./session-link.js";
import type { Login } from "./values.js";
import {
  BackendConfigSchema,
  HelloSchema,
  LoginSchema,
  LogoutSchema,
  MessageStatusSchema,
  StatsSchema,
  TokenSchema,
  WrapperMessage_Type as Type,
  type WrapperMessage,
} from "./wire/pbnetwork_pb.js";

/** A transport sends a PING every 20 s; so long a silence means that it is gone. */
const SILENCE = 90_000;

/** How long all sessions together may take to log out at the end. */
const LOGOUT_TIME = 10_000;

/** How long the transport may take at the end to read what was reported. */
const CLOSE_TIME = 1000;

/** Bytes that wait for the transport to read them; beyond, the link ends. */
const MOST_UNSENT = 64 * 1024 * 1024;

const LOWEST_VERSION = 1;
const HIGHEST_VERSION = 1;

/** One connection to a transport, from its first frame to its end. */
export class Link {
  readonly #plugin: Plugin;
  readonly #givesTokens: boolean;
  readonly #socket: Socket;
  readonly #token: string;
  readonly #announcement: string;
  readonly #memory = new MemoryFigures();
  readonly #seats = new Map<string, Seat>();
  #introduced = false;
  #speaksAdditions = true;
  #corked = false;
  #stopped = false;

  constructor(plugin: Plugin, socket: Socket, token: string) {
    this.#plugin = plugin;
    this.#socket = socket;
    this.#token = token;
    const description = plugin.describe();
    this.#announcement = announcement(description);
    this.#givesTokens = description.givesTokens ?? false;
  }

  /** Serves until EXIT, the end of the connection, `stop`, or a failure, and logs everybody out then. */
  async run(): Promise<void> {
    try {
      if (this.#token !== "") {
        this.#send(Type.TOKEN, TokenSchema, { token: this.#token });
      }
      await this.#serve();
    } finally {
      await this.#end();
    }
  }

  /** Ends the link as if the transport had asked for it. */
  stop(): void {
    this.#stopped = true;
    this.#flush();
    this.#socket.destroySoon();
  }

  async #serve(): Promise<void> {
    const decoder = new FrameDecoder();
    // Not a loop over the socket, which would destroy it with what is unsent.
    const chunks = (this.#socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    for (let chunk = await this.#read(chunks); chunk !== undefined; chunk = await this.#read(chunks)) {
      try {
        for (const frame of decoder.feed(chunk)) {
          if (frame.type === Type.EXIT) {
            return;
          }
          await this.#take(frame);
        }
      } catch (error) {
        throw error instanceof FrameTooLongError ? new LinkError(error.message) : error;
      }
      // While the transport does not read what we report, we do not read what makes us report more.
      this.#flush();
      await this.#drained();
    }
  }

  async #read(chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
    const silence = setTimeout(() => this.#socket.destroy(new LinkError("the transport is silent")), SILENCE);
    try {
      const chunk = await chunks.next();
      return chunk.done ? undefined : chunk.value;
    } catch (error) {
      if (this.#stopped) {
        return undefined;
      }
      throw error instanceof LinkError ? error : new LinkError(`the connection broke: ${reasonOf(error)}`);
    } finally {
      clearTimeout(silence);
    }
  }

  async #take(frame: WrapperMessage): Promise<void> {
    const { type, payload } = frame;
    try {
      switch (type) {
        case Type.PING:
          this.#pong();
          break;
        case Type.LOGIN:
          this.#login(payload);
          break;
        case Type.LOGOUT:
          this.#logout(parse(LogoutSchema, payload).user);
          break;
        case Type.HELLO:
          this.#hello(payload);
          break;
        default: {
          const call = readCall(type, payload);
          if (call !== undefined) {
            await this.#call(call);
          }
        }
      }
    } catch (error) {
      if (!(error instanceof UnreadableError)) {
        throw error;
      }
    }
  }

  #pong(): void {
    if (!this.#introduced) {
      this.#introduced = true;
      this.#send(Type.BACKEND_CONFIG, BackendConfigSchema, { config: this.#announcement });
    }
    this.#write(encode(Type.PONG));
    this.#send(Type.STATS, StatsSchema, this.#memory.stats());
  }

  #hello(payload: Uint8Array): void {
    const hello = parse(HelloSchema, payload);
    this.#send(Type.HELLO, HelloSchema, {
      lowestVersion: LOWEST_VERSION,
      highestVersion: HIGHEST_VERSION,
      software: "libtransport-node",
      feature: ["acknowledgement"],
    });
    this.#speaksAdditions = hello.lowestVersion <= HIGHEST_VERSION && LOWEST_VERSION <= hello.highestVersion;
    if (!this.#speaksAdditions) {
      warn("the transport speaks other versions of the additions; none is used");
    }
  }

  #login(payload: Uint8Array): void {
    const { user, legacyName: name, password, loginToken: token, settings } = parse(LoginSchema, payload);
    const login = withoutSecrets(
      { user, name, password, token, settings: new Map(Object.entries(settings?.value ?? {})) },
      "password",
      "token",
      "settings",
    );
    let seat = this.#seats.get(user);
    if (seat === undefined) {
      seat = new Seat();
      this.#seats.set(user, seat);
    }
    if (seat.link !== undefined) {
      seat.put(seat.link.logout());
    }
    const link = new SessionLink(user, this.#send, this.#givesTokens, (ended) => {
      this.#leave(ended);
    });
    seat.link = link;
    seat.put(() => this.#open(login, link));
  }

  async #open(login: Login, link: SessionLink): Promise<void> {
    if (link.events.silent) {
      return;
    }
    try {
      link.begin(await this.#plugin.open(login, link.events));
    } catch (error) {
      if (error instanceof LoginError) {
        link.events.disconnected(error.failure, error.message);
        return;
      }
      fault(`the log-in of ${login.user} failed`, error);
      link.events.disconnected("other-error", "The log-in failed because of a fault in the transport.");
    }
  }

  #logout(user: string): void {
    const seat = this.#seats.get(user);
    if (seat?.link !== undefined) {
      seat.put(seat.link.logout());
      this.#vacate(user, seat);
    }
  }

  /** The author said that a session is over. */
  #leave(link: SessionLink): void {
    const seat = this.#seats.get(link.user);
    if (seat?.link === link) {
      this.#vacate(link.user, seat);
    }
  }

  /** Nobody is there until the next log-in; the seat goes when its calls are done. */
  #vacate(user: string, seat: Seat): void {
    seat.link = undefined;
    seat.put(() => {
      if (seat.link === undefined && this.#seats.get(user) === seat) {
        this.#seats.delete(user);
      }
      return Promise.resolve();
    });
  }

  async #call(call: Call): Promise<void> {
    const seat = this.#seats.get(call.user);
    const link = seat?.link;
    if (seat === undefined || link === undefined) {
      this.#answer(call, statusOf(call, undefined));
      return;
    }
    if (seat.full) {
      if (call.ackId !== 0n && this.#speaksAdditions) {
        this.#answer(call, statusOf(call, undefined));
        return;
      }
      warn(`${MOST_CALLS} calls of ${call.user} wait for the plugin; nothing is read until some are done`);
      await seat.haveRoom();
    }
    if (!call.beside || !link.beside(call)) {
      seat.put(async () => {
        this.#answer(call, await link.make(call));
      });
    }
  }

  #answer(call: Call, status: MessageStatus): void {
    if (call.ackId !== 0n) {
      this.#send(Type.MESSAGE_STATUS, MessageStatusSchema, status);
    }
  }

  // Writing

  readonly #send: Send = <D extends DescMessage>(type: Type, schema: D, content: MessageInitShape<D>): void => {
    this.#write(encode(type, schema, content));
  };

  /** What is written in one turn of the loop goes out at once. */
  #write(frame: Buffer): void {
    if (!this.#socket.writable) {
      return;
    }
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      setImmediate(() => {
        this.#flush();
      });
    }
    this.#socket.write(frame);
    if (this.#socket.writableLength > MOST_UNSENT) {
      this.#socket.destroy(new LinkError("the transport does not read what the backend reports"));
    }
  }

  #flush(): void {
    if (this.#corked) {
      this.#corked = false;
      this.#socket.uncork();
    }
  }

  /** When the transport has read so much that there is room again, or will never read any more. */
  async #drained(): Promise<void> {
    const socket = this.#socket;
    if (!socket.writableNeedDrain || socket.destroyed) {
      return;
    }
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off("drain", done);
        socket.off("close", done);
        resolve();
      };
      socket.on("drain", done);
      socket.on("close", done);
    });
  }

  // The end

  /** Nothing is reported any more, every session is logged out, then the plugin is closed. */
  async #end(): Promise<void> {
    this.#flush();
    this.#socket.destroySoon();
    for (const seat of this.#seats.values()) {
      if (seat.link !== undefined) {
        seat.put(seat.link.logout());
        seat.link = undefined;
      }
    }
    const done = Promise.all([...this.#seats.values()].map((seat) => seat.done()));
    if (!(await within(LOGOUT_TIME, done))) {
      warn("sessions did not log out in time");
    }
    try {
      await this.#plugin.close?.();
    } catch (error) {
      fault("the plugin could not be closed", error);
    }
    if (!this.#socket.destroyed) {
      await within(CLOSE_TIME, new Promise((resolve) => this.#socket.once("close", resolve)));
      this.#socket.destroy();
    }
  }
}

/** Whether it happens in so many milliseconds. */
async function within(time: number, event: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const inTime = await Promise.race([event.then(() => true), pause(time, false, { signal: late.signal })]);
  late.abort();
  return inTime;
}
