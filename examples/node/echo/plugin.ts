import { LoginError, type Events, type Login, type Options, type Plugin, type PluginDescription } from "libtransport-backend";
import { EchoSession } from "./session.js";

/**
 * A network whose contacts say back what they are told: the backend to start one's own from. What it does is in
 * examples/README.md, the same for all languages. It takes every user whose password is not "wrong".
 */
export class EchoPlugin implements Plugin {
  readonly #contacts: number;

  constructor(options: Options) {
    this.#contacts = options.number("echo.contacts", 2, 1, 100_000);
  }

  describe(): PluginDescription {
    return { session: EchoSession, receipts: true };
  }

  open(login: Login, events: Events): EchoSession {
    if (login.password === "wrong") {
      throw new LoginError("authentication-failed", "Wrong password");
    }
    const session = new EchoSession(login, events);
    events.connected();
    session.begin(this.#contacts);
    return session;
  }
}
