/** The transport's end of a link, played by a test. */

import { once } from "node:events";
import * as net from "node:net";
import * as tls from "node:tls";
import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { connect, type ConnectOptions, type Plugin } from "../src/index.js";
import { FrameDecoder, encode, parse } from "../src/frames.js";
import {
  BackendConfigSchema,
  ConversationMessageSchema,
  LoginSchema,
  StatsSchema,
  WrapperMessage_Type as Type,
  type WrapperMessage,
} from "../src/wire/pbnetwork_pb.js";

export const USER = "romeo@montague.example";

const PATIENCE = 10_000;

/** Listens on loopback for one backend. */
export class PlayedTransport implements AsyncDisposable {
  /** The plugin that connects from the same process, if one was given; never rejected. */
  running: Promise<unknown> = Promise.resolve();
  readonly #server: net.Server;
  readonly #decoder = new FrameDecoder();
  readonly #received: WrapperMessage[] = [];
  #socket: net.Socket | undefined;
  #closed = false;
  #changed = (): void => undefined;

  private constructor(server: net.Server) {
    this.#server = server;
    server.on(server instanceof tls.Server ? "secureConnection" : "connection", (socket: net.Socket) => {
      this.#serve(socket);
    });
  }

  /** Listens, and connects a plugin, if given. */
  static async start(plugin?: Plugin, options: Partial<ConnectOptions> = {}, secure?: tls.TlsOptions): Promise<PlayedTransport> {
    const server = secure ? tls.createServer(secure) : net.createServer();
    const transport = new PlayedTransport(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    if (plugin !== undefined) {
      const link = connect(plugin, { host: "127.0.0.1", port: transport.port, ...options });
      transport.running = link.catch((error: unknown) => error);
    }
    return transport;
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Hangs up, and waits until the plugin is done. */
  async stop(): Promise<void> {
    this.#server.close();
    this.#socket?.destroy();
    await inTime(this.running, "the end of the backend");
  }

  #serve(socket: net.Socket): void {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (data) => {
      this.#received.push(...this.#decoder.feed(data));
      this.#changed();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#closed = true;
      this.#changed();
    });
    this.#changed();
  }

  async write(data: Uint8Array): Promise<void> {
    await this.#until(() => this.#socket !== undefined, "a connection");
    this.#socket?.write(data);
  }

  async send<D extends DescMessage>(type: Type, schema: D, content: MessageInitShape<D>): Promise<void> {
    await this.write(encode(type, schema, content));
  }

  async next(): Promise<WrapperMessage> {
    await this.#until(() => this.#received.length > 0, "a frame");
    const frame = this.#received.shift();
    if (frame === undefined) {
      throw new Error("no frame");
    }
    return frame;
  }

  /** The next frame, which must be of this type. */
  async expect(type: Type): Promise<void>;
  async expect<D extends DescMessage>(type: Type, schema: D): Promise<MessageShape<D>>;
  async expect(type: Type, schema?: DescMessage): Promise<unknown> {
    const frame = await this.next();
    if (frame.type !== type) {
      throw new Error(`${Type[frame.type]} came, not ${Type[type]}: ${Buffer.from(frame.payload).toString("latin1")}`);
    }
    return schema && parse(schema, frame.payload);
  }

  async closed(): Promise<void> {
    await this.#until(() => this.#closed, "the end of the connection");
  }

  /** Fails if anything was sent that is not expected yet. */
  async settle(): Promise<void> {
    await this.write(encode(Type.PING));
    await this.expect(Type.PONG);
    await this.expect(Type.STATS);
  }

  /** The first PING; returns what the backend announces, and its process id. */
  async introduce(): Promise<{ config: string; pid: string }> {
    await this.write(encode(Type.PING));
    const { config } = await this.expect(Type.BACKEND_CONFIG, BackendConfigSchema);
    await this.expect(Type.PONG);
    const { id: pid } = await this.expect(Type.STATS, StatsSchema);
    return { config, pid };
  }

  async login(password = "rose", user = USER): Promise<void> {
    const settings = { value: { send_headlines: "1" } };
    await this.send(Type.LOGIN, LoginSchema, { user, legacyName: "romeo", password, settings });
  }

  async say(to: string, text: string, more: MessageInitShape<typeof ConversationMessageSchema> = {}): Promise<void> {
    const message = { userName: USER, buddyName: to, message: text, ...more };
    await this.send(Type.CONV_MESSAGE, ConversationMessageSchema, message);
  }

  async #until(condition: () => boolean, what: string): Promise<void> {
    const happened = new Promise<void>((resolve) => {
      this.#changed = () => {
        if (condition()) {
          resolve();
        }
      };
      this.#changed();
    });
    await inTime(happened, what);
  }
}

async function inTime<T>(event: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`nothing within ${PATIENCE} ms: ${what}`));
    }, PATIENCE);
  });
  try {
    return await Promise.race([event, late]);
  } finally {
    clearTimeout(timer);
  }
}
