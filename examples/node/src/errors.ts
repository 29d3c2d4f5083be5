/** What a plugin and its sessions throw, and what they may get. */

import type { ConnectionFailure } from "./values.js";

/** The network refuses a log-in. The text is shown to the user. */
export class LoginError extends Error {
  override readonly name = "LoginError";
  readonly failure: ConnectionFailure;

  constructor(failure: ConnectionFailure, text: string) {
    super(text);
    this.failure = failure;
  }
}

/** The network will never take this message. The text, a sentence, is shown to its sender. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/**
 * The network cannot take this message now. The transport sends it again after so many seconds; without a number, it
 * chooses growing pauses itself. The text is shown if it gives up.
 */
export class TryLaterError extends Error {
  override readonly name = "TryLaterError";
  readonly seconds: number | undefined;

  constructor(seconds?: number, text = "") {
    super(text);
    this.seconds = seconds === undefined ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), 0xffff_ffff);
  }
}

/** An option is wrong; the text is a sentence for the administrator. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

/** There is no link, or it ended by a failure; the text is a sentence for the administrator. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

/** The words of something thrown. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return String(thrown);
  }
  // Several addresses that all refuse are one error without words of its own.
  return thrown.message || ("code" in thrown ? String(thrown.code) : thrown.name);
}
