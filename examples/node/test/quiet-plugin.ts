import type { Awaitable, Events, Login, OutgoingMessage, Plugin, PluginDescription, Session } from "../src/index.js";

type OnMessage = (session: QuietSession, message: OutgoingMessage) => Awaitable<void>;

export class QuietSession implements Session {
  readonly login: Login;
  readonly events: Events;
  readonly #plugin: QuietPlugin;

  constructor(plugin: QuietPlugin, login: Login, events: Events) {
    this.#plugin = plugin;
    this.login = login;
    this.events = events;
  }

  async sendMessage(message: OutgoingMessage): Promise<void> {
    this.#plugin.calls.push(message.body);
    await this.#plugin.onMessage(this, message);
  }

  vcard(): never {
    throw new Error("no such thing");
  }

  logout(): void {
    this.#plugin.calls.push(`logout ${this.login.password}`);
  }
}

/** Writes down what is called. */
export class QuietPlugin implements Plugin {
  readonly calls: string[] = [];
  readonly onMessage: OnMessage;

  constructor(onMessage: OnMessage = () => undefined) {
    this.onMessage = onMessage;
  }

  describe(): PluginDescription {
    return { session: QuietSession, needsPassword: false, extraFields: ["Phone"], escapesNames: false };
  }

  async open(login: Login, events: Events): Promise<QuietSession> {
    this.calls.push(`open ${login.password} ${JSON.stringify([...login.settings])}`);
    if (login.password === "fault") {
      throw new Error("a fault with secrets");
    }
    await Promise.resolve();
    events.connected();
    return new QuietSession(this, login, events);
  }

  close(): void {
    this.calls.push("close");
  }
}
