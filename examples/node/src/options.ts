/** The command line of a backend. */

import { OptionError } from "./errors.js";

const WITH_VALUE = new Set(["--host", "-h", "--port", "-p", "--config", "--jid", "-j"]);
const IGNORED = new Set(["--jid", "-j", "-n", "--no-daemonize", "-d", "--no-debug"]);
const ON = new Set(["1", "true", "yes", "on"]);
const OFF = new Set(["0", "false", "no", "off"]);

/**
 * What a backend was started with: where the transport listens, its config file, and `--section.key=value`.
 *
 * A transport hands its own command line on to the backends it starts, so options that mean nothing to a backend are taken
 * without complaint. The config file is not read: a plugin can keep its settings in any form.
 */
export class Options {
  /** Empty if not given. */
  readonly host: string;
  readonly port: number;
  readonly configFile: string | undefined;
  readonly #values: ReadonlyMap<string, readonly string[]>;

  private constructor(
    host: string,
    port: number,
    configFile: string | undefined,
    values: ReadonlyMap<string, readonly string[]>,
  ) {
    this.host = host;
    this.port = port;
    this.configFile = configFile;
    this.#values = values;
  }

  /** Reads a command line; an {@link OptionError} if it is wrong. */
  static parse(args: readonly string[]): Options {
    let host = "";
    let port = 10000;
    let configFile: string | undefined;
    const values = new Map<string, string[]>();
    const rest = args[Symbol.iterator]();
    for (const arg of rest) {
      const joined = /^(--[^=]*)=(.*)$/s.exec(arg);
      const option = joined?.[1] ?? arg;
      let value = joined?.[2] ?? "";
      if (!joined && WITH_VALUE.has(option)) {
        const next = rest.next();
        if (next.done) {
          throw new OptionError(`${option} needs a value`);
        }
        value = next.value;
      }
      if (option === "--host" || option === "-h") {
        host = value;
      } else if (option === "--port" || option === "-p") {
        port = wholeNumber(option, value, 1, 65535);
      } else if (option === "--config") {
        configFile = value;
      } else if (IGNORED.has(option)) {
        continue;
      } else if (option.startsWith("--")) {
        values.set(option.slice(2), [...(values.get(option.slice(2)) ?? []), value]);
      } else if (!option.startsWith("-")) {
        configFile ??= option;
      }
    }
    return new Options(host, port, configFile, values);
  }

  /** The number by which the transport tells its backends apart in log file names; empty if not given. */
  get backendId(): string {
    return this.text("service.backend_id");
  }

  /** A setting; the last one if given several times. */
  text(key: string, otherwise = ""): string {
    return this.#values.get(key)?.at(-1) ?? otherwise;
  }

  /** A setting that is a whole number; an {@link OptionError} if it is none or out of the bounds. */
  number(key: string, otherwise: number, least: number, most: number): number {
    const value = this.#values.get(key)?.at(-1);
    return value === undefined ? otherwise : wholeNumber(`--${key}`, value, least, most);
  }

  /** A setting that is on or off; an {@link OptionError} if it is neither. */
  flag(key: string, otherwise: boolean): boolean {
    const value = this.#values.get(key)?.at(-1);
    if (value === undefined) {
      return otherwise;
    }
    const word = value.trim().toLowerCase();
    if (!ON.has(word) && !OFF.has(word)) {
      throw new OptionError(`--${key} needs yes or no, not '${value}'`);
    }
    return ON.has(word);
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (number >= least && number <= most) {
    return number;
  }
  throw new OptionError(`${option} needs a whole number from ${least} to ${most}, not '${text}'`);
}
