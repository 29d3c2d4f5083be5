/** Reports for the administrator. The transport collects what a backend prints to its error stream. */

import { inspect } from "node:util";

export function warn(text: string): void {
  console.error(`WARNING libtransport: ${text}`);
}

/** A fault in the author's code, with where it happened. */
export function fault(text: string, thrown: unknown): void {
  console.error(`ERROR libtransport: ${text}:`, thrown);
}

/** Keeps secrets out of what `console.log` shows of a value. */
export function withoutSecrets<T extends object>(value: T, ...secrets: (keyof T)[]): T {
  const shown: Partial<T> = { ...value };
  for (const secret of secrets) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- of a copy that lives for one line of a log
    delete shown[secret];
  }
  return Object.defineProperty(value, inspect.custom, { value: () => shown });
}
