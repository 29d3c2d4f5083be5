/** Links over TLS, with certificates of which the backend knows some. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { TlsOptions } from "node:tls";
import { encode } from "../src/frames.js";
import { WrapperMessage_Type as Type } from "../src/wire/pbnetwork_pb.js";
import { PlayedTransport } from "./played-transport.js";
import { QuietPlugin } from "./quiet-plugin.js";

const DIRECTORY = mkdtempSync(join(tmpdir(), "tls"));

after(() => {
  rmSync(DIRECTORY, { recursive: true });
});

function certificate(name: string, address: string): { caFile: string; server: TlsOptions } {
  const [key, caFile] = [join(DIRECTORY, `${name}.key`), join(DIRECTORY, `${name}.pem`)];
  const command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=t";
  const more = ["-addext", `subjectAltName=${address}`, "-keyout", key, "-out", caFile];
  execFileSync("openssl", [...command.split(" "), ...more], { stdio: "ignore" });
  return { caFile, server: { key: readFileSync(key), cert: readFileSync(caFile) } };
}

test("speaks TLS with the transport that the certificates vouch for", async () => {
  const { caFile, server } = certificate("good", "IP:127.0.0.1");
  await using transport = await PlayedTransport.start(new QuietPlugin(), { token: "sesame", caFile }, server);
  await transport.expect(Type.TOKEN);
  await transport.introduce();
});

test("takes a transport by its name", async () => {
  const { caFile, server } = certificate("named", "DNS:localhost");
  await using transport = await PlayedTransport.start(new QuietPlugin(), { host: "localhost", caFile }, server);
  await transport.introduce();
});

test("tells no token to a transport of another certificate or name", async () => {
  const good = certificate("good", "IP:127.0.0.1");
  const other = certificate("other", "IP:127.0.0.1");
  const elsewhere = certificate("elsewhere", "DNS:elsewhere.example");
  for (const [caFile, server] of [
    [good.caFile, other.server],
    [elsewhere.caFile, elsewhere.server],
  ] as const) {
    await using transport = await PlayedTransport.start(new QuietPlugin(), { token: "sesame", caFile }, server);
    assert.match(String(await transport.running), /LinkError: cannot connect .*certificate/);
  }
});

test("never falls back to plain text", async () => {
  const { caFile } = certificate("good", "IP:127.0.0.1");
  await using transport = await PlayedTransport.start(new QuietPlugin(), { token: "sesame", caFile });
  await transport.write(encode(Type.PING));
  assert.match(String(await transport.running), /LinkError: cannot connect/);
});

test("says which file holds no certificates", async () => {
  const caFile = join(DIRECTORY, "empty.pem");
  writeFileSync(caFile, "");
  await using transport = await PlayedTransport.start(new QuietPlugin(), { caFile });
  assert.match(String(await transport.running), /LinkError: the certificates in .*empty.pem cannot be read/);
});
