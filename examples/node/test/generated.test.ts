import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const missing = spawnSync("protoc", ["--version"]).error !== undefined;
const skip = missing && !process.env["STRICT"] && "no protoc (Debian: apt-get install protobuf-compiler)";

test("what is generated is what pbnetwork.proto says", { skip }, (t) => {
  const directory = mkdtempSync(join(tmpdir(), "generated"));
  t.after(() => {
    rmSync(directory, { recursive: true });
  });
  execFileSync(join(ROOT, "generate"), [directory]);
  const name = "pbnetwork_pb.ts";
  assert.equal(readFileSync(join(directory, name), "utf8"), readFileSync(join(ROOT, "src/wire", name), "utf8"));
});
