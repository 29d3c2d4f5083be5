import { fault } from "./log.js";
import type { SessionLink } from "./session-link.js";

/** Calls that wait for one user. Beyond, messages are refused for now, and other calls hold up the reading. */
export const MOST_CALLS = 1000;

/** The calls of one user, one after the other. */
export class Seat {
  link: SessionLink | undefined;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();
  #full: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  put(call: () => Promise<void>): void {
    this.#waiting++;
    if (this.#waiting >= MOST_CALLS && this.#full === undefined) {
      this.#full = gate();
    }
    this.#last = this.#last.then(() => this.#make(call));
  }

  get full(): boolean {
    return this.#full !== undefined;
  }

  /** When so many calls are done that there is room again. */
  async haveRoom(): Promise<void> {
    await this.#full?.over;
  }

  /** When all calls are done that were put here until now. */
  async done(): Promise<void> {
    await this.#last;
  }

  async #make(call: () => Promise<void>): Promise<void> {
    this.#waiting--;
    if (this.#full !== undefined && this.#waiting < MOST_CALLS / 2) {
      this.#full.end();
      this.#full = undefined;
    }
    try {
      await call();
    } catch (error) {
      fault("the plugin failed", error);
    }
  }
}

function gate(): { over: Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
