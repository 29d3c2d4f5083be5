/** Runs a plugin as a process. */

import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import * as net from "node:net";
import { constants } from "node:os";
import * as tls from "node:tls";
import { LinkError, OptionError, reasonOf } from "./errors.js";
import { Link } from "./link.js";
import { fault } from "./log.js";
import { Options } from "./options.js";
import type { Plugin } from "./plugin.js";

const TOKEN_VARIABLE = "LIBTRANSPORT_BACKEND_TOKEN";
const CA_VARIABLE = "LIBTRANSPORT_BACKEND_CA";

const CONNECT_TIME = 10_000;

/** Where the transport is, and how a backend proves that it may connect. */
export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  /** Without one none is sent. */
  readonly token?: string;
  /** The path of the certificates (PEM) that the transport is verified with; without one the link is not encrypted. */
  readonly caFile?: string;
  /** Ends the link as the transport's EXIT does. */
  readonly signal?: AbortSignal;
}

/**
 * Connects a plugin to a transport, and serves until the transport ends it.
 *
 * Throws a {@link LinkError} if there is no connection or the link ends by a failure.
 */
export async function connect(plugin: Plugin, options: ConnectOptions): Promise<void> {
  const { signal } = options;
  if (signal?.aborted) {
    return;
  }
  const link = new Link(plugin, await open(options), options.token ?? "");
  const stop = (): void => {
    link.stop();
  };
  signal?.addEventListener("abort", stop);
  try {
    if (signal?.aborted) {
      stop();
    }
    await link.run();
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

async function open({ host, port, caFile }: ConnectOptions): Promise<net.Socket> {
  const secure = caFile !== undefined && caFile !== "";
  const socket = secure ? tls.connect(tlsOptions(host, port, caFile)) : net.connect({ host, port });
  // Who waits for the socket learns of errors; one between two waits must not end the process.
  socket.on("error", () => undefined);
  socket.setNoDelay(true);
  const time = AbortSignal.timeout(CONNECT_TIME);
  try {
    await once(socket, secure ? "secureConnect" : "connect", { signal: time });
  } catch (error) {
    socket.destroy();
    throw new LinkError(`cannot connect to ${host}:${port}: ${time.aborted ? "no answer" : reasonOf(error)}`);
  }
  return socket;
}

function tlsOptions(host: string, port: number, caFile: string): tls.ConnectionOptions {
  let ca: Buffer;
  try {
    ca = readFileSync(caFile);
    // What is no certificate would only show as a transport that cannot be trusted.
    new X509Certificate(ca);
  } catch (error) {
    throw new LinkError(`the certificates in ${caFile} cannot be read: ${reasonOf(error)}`);
  }
  return {
    host,
    port,
    ca,
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
  };
}

/**
 * The main program of a backend: reads the command line, connects, and ends the process.
 *
 * The exit code is 0 when the transport ended the backend, 1 after a failure, which is told in one line on the error
 * stream, and 143 after SIGTERM. The factory may throw an {@link OptionError} if an option is wrong. A promise that is
 * rejected and that nobody waits for is logged, because one user's fault must not end the sessions of all.
 */
export async function run(factory: (options: Options) => Plugin, args = process.argv.slice(2)): Promise<never> {
  process.on("unhandledRejection", (reason) => {
    fault("a promise was rejected that nobody waits for", reason);
  });
  try {
    process.exit(await serve(factory, args));
  } catch (error) {
    if (error instanceof OptionError || error instanceof LinkError) {
      console.error(error.message);
    } else {
      fault("the backend cannot run", error);
    }
    process.exit(1);
  }
}

async function serve(factory: (options: Options) => Plugin, args: readonly string[]): Promise<number> {
  const token = process.env[TOKEN_VARIABLE] ?? "";
  const caFile = process.env[CA_VARIABLE] ?? "";
  // Programs that the backend starts must not learn it.
  Reflect.deleteProperty(process.env, TOKEN_VARIABLE);
  const options = Options.parse(args);
  const { host, port } = options;
  if (host === "") {
    throw new OptionError("--host is missing: the address where the transport listens for backends");
  }
  let code = 0;
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // The next one ends the process at once.
    process.once(signal, () => {
      code = 128 + constants.signals[signal];
      stop.abort();
    });
  }
  await connect(factory(options), { host, port, token, caFile, signal: stop.signal });
  return code;
}
