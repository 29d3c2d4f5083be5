/** The echo backend as a process. */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { encode } from "../src/frames.js";
import { TokenSchema, WrapperMessage_Type as Type } from "../src/wire/pbnetwork_pb.js";
import { PlayedTransport } from "./played-transport.js";

const SCRIPT = fileURLToPath(new URL("../../echo-backend", import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly errors: string;
}

function start(t: TestContext, args: string[], environment: NodeJS.ProcessEnv = {}): [ChildProcess, Promise<Outcome>] {
  const child = spawn(SCRIPT, args, {
    env: { ...process.env, LIBTRANSPORT_NODE: process.execPath, ...environment },
    stdio: ["ignore", "inherit", "pipe"],
  });
  t.after(() => child.kill("SIGKILL"));
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const outcome = once(child, "close").then(([code]: (number | null)[]) => ({ code: code ?? null, errors }));
  return [child, outcome];
}

test("connects, presents its token, and ends with 0 on EXIT", async (t) => {
  await using transport = await PlayedTransport.start();
  const args = ["--host", "127.0.0.1", "--port", String(transport.port), "--service.x=1", "my.cfg"];
  const [child, outcome] = start(t, args, { LIBTRANSPORT_BACKEND_TOKEN: "sesame" });
  assert.equal((await transport.expect(Type.TOKEN, TokenSchema)).token, "sesame");
  assert.equal((await transport.introduce()).pid, String(child.pid));
  await transport.write(encode(Type.EXIT));
  assert.deepEqual(await outcome, { code: 0, errors: "" });
});

test("ends when the transport is gone", async (t) => {
  const transport = await PlayedTransport.start();
  const [, outcome] = start(t, ["-h", "127.0.0.1", "-p", String(transport.port)]);
  await transport.introduce();
  await transport.stop();
  assert.deepEqual(await outcome, { code: 0, errors: "" });
});

test("a signal ends it", async (t) => {
  await using transport = await PlayedTransport.start();
  const [child, outcome] = start(t, ["-h", "127.0.0.1", "-p", String(transport.port)]);
  await transport.introduce();
  child.kill("SIGTERM");
  assert.deepEqual(await outcome, { code: 143, errors: "" });
});

for (const [args, sentence] of [
  [[], "--host is missing"],
  [["--host", "h", "--port", "x"], "--port needs"],
  [["--host", "127.0.0.1", "--port", "1"], "cannot connect to 127.0.0.1:1"],
  [["--host", "h", "--echo.contacts=many"], "--echo.contacts needs a whole number from 1 to 100000, not 'many'"],
] as [string[], string][]) {
  test(`says in one line what is wrong: ${sentence}`, async (t) => {
    const [, outcome] = start(t, args);
    const { code, errors } = await outcome;
    assert.equal(code, 1);
    assert.ok(errors.startsWith(sentence), errors);
    assert.equal(errors.split("\n").length, 2, errors);
  });
}
