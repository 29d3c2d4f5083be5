import assert from "node:assert/strict";
import { test } from "node:test";
import { OptionError, Options } from "../src/index.js";

function addressOf(...args: string[]): [string, number] {
  const { host, port } = Options.parse(args);
  return [host, port];
}

test("reads what a transport gives", () => {
  const line = "--host 127.0.0.1 --port 30001 --service.backend_id=2 -n -j x.example --service.x=1 --service.x=2 my.cfg";
  const options = Options.parse(line.split(" "));
  assert.deepEqual([options.host, options.port], ["127.0.0.1", 30001]);
  assert.equal(options.backendId, "2");
  assert.equal(options.text("service.x"), "2");
  assert.equal(options.configFile, "my.cfg");
});

test("takes short and joined forms", () => {
  assert.deepEqual(addressOf("-h", "h", "-p", "1"), ["h", 1]);
  assert.deepEqual(addressOf("--host=h", "--port=1"), ["h", 1]);
  assert.deepEqual(addressOf("--host=h"), ["h", 10000]);
});

test("says what is wrong", () => {
  const sentence = "--port needs a whole number from 1 to 65535, not 'x'";
  assert.throws(() => Options.parse(["--port", "x"]), new OptionError(sentence));
  assert.throws(() => Options.parse(["--host"]), new OptionError("--host needs a value"));
});

test("reads numbers and flags", () => {
  const options = Options.parse(["--a.n=7", "--a.f=on", "--a.g=maybe"]);
  assert.equal(options.number("a.n", 1, 1, 9), 7);
  assert.equal(options.number("a.m", 1, 1, 9), 1);
  assert.equal(options.flag("a.f", false), true);
  assert.equal(options.flag("a.h", true), true);
  assert.throws(() => options.number("a.n", 1, 1, 6), /a\.n/);
  assert.throws(() => options.flag("a.g", false), /maybe/);
});
