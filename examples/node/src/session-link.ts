import type { MessageInitShape } from "@bufbuild/protobuf";
import { RefusedError, TryLaterError } from "./errors.js";
import { SessionEvents, type Send } from "./events.js";
import { fault } from "./log.js";
import type { Awaitable, Session } from "./plugin.js";
import {
  ConversationMessageSchema,
  MessageStatus_Outcome as Outcome,
  type MessageStatusSchema,
  WrapperMessage_Type as Type,
} from "./wire/pbnetwork_pb.js";

export type MessageStatus = MessageInitShape<typeof MessageStatusSchema>;

/** Look-ups of vCards at a time for one user; further ones wait like other calls. */
const MOST_LOOKUPS = 100;

const LOST = "Your message could not be delivered.";

/** A call for one user. */
export interface Call {
  readonly user: string;
  /** 0 if the transport waits for no answer. */
  readonly ackId: bigint;
  /** To whom somebody's words are lost should the call fail, or empty. */
  readonly textTo: string;
  /** Whether the call runs besides the others of the user. */
  readonly beside: boolean;
  readonly make: (link: SessionLink, session: Session) => Awaitable<void>;
}

/** One session from log-in to its end. */
export class SessionLink {
  readonly user: string;
  readonly events: SessionEvents;
  readonly #send: Send;
  #session: Session | undefined;
  #over = false;
  #lookups = 0;

  constructor(user: string, send: Send, givesTokens: boolean, ended: (link: SessionLink) => void) {
    this.user = user;
    this.#send = send;
    this.events = new SessionEvents(user, send, givesTokens, () => {
      this.#over = true;
      this.#session = undefined;
      ended(this);
    });
  }

  /** The author opened the session; maybe it is over by now. */
  begin(session: Session): void {
    if (!this.#over) {
      this.#session = session;
    }
  }

  /** Silences the session at once; what is returned logs it out when its turn comes. */
  logout(): () => Promise<void> {
    this.events.silence();
    return async () => {
      const session = this.#session;
      this.#session = undefined;
      await session?.logout?.();
    };
  }

  /** Calls the author's code, and tells what became of a message. */
  async make(call: Call): Promise<MessageStatus> {
    const session = this.#session;
    const asked = call.ackId !== 0n;
    if (session === undefined || (this.events.silent && !asked && call.textTo === "")) {
      this.#tellLost(call, "");
      return statusOf(call, undefined);
    }
    try {
      await call.make(this, session);
    } catch (error) {
      if (error instanceof RefusedError || error instanceof TryLaterError) {
        this.#tellLost(call, error.message);
        return statusOf(call, error);
      }
      fault(`the session of ${this.user} failed`, error);
      this.#tellLost(call, "");
      return statusOf(call, new RefusedError(LOST));
    }
    return { userName: call.user, ackId: call.ackId, outcome: Outcome.ACCEPTED };
  }

  /** Makes a call besides the others; false if there is no session yet, or there are too many such calls. */
  beside(call: Call): boolean {
    if (this.#session === undefined || this.#lookups >= MOST_LOOKUPS) {
      return false;
    }
    this.#lookups++;
    void this.make(call).finally(() => {
      this.#lookups--;
    });
    return true;
  }

  /** The only way to tell somebody whose transport does not ask. */
  #tellLost(call: Call, reason: string): void {
    if (call.textTo !== "" && call.ackId === 0n) {
      this.#send(Type.CONV_MESSAGE, ConversationMessageSchema, {
        userName: this.user,
        buddyName: call.textTo,
        message: `${LOST} ${reason}`.trim(),
      });
    }
  }
}

/** The status of a message that did not go out; without an error, because nobody was there to take it. */
export function statusOf(call: Call, error: RefusedError | TryLaterError | undefined): MessageStatus {
  const status = { userName: call.user, ackId: call.ackId };
  if (error instanceof RefusedError) {
    return { ...status, outcome: Outcome.REFUSED, reason: error.message || LOST };
  }
  return { ...status, outcome: Outcome.RETRY_LATER, reason: error?.message, retryAfterSeconds: error?.seconds };
}
