import { readFileSync } from "node:fs";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { StatsSchema } from "./wire/pbnetwork_pb.js";

/** What STATS tells of this process, in KiB. What is shared is known on Linux only; elsewhere it is 0, for unknown. */
export class MemoryFigures {
  readonly #atStart = resident();

  stats(): MessageInitShape<typeof StatsSchema> {
    return { res: resident(), initRes: this.#atStart, shared: shared(), id: String(process.pid) };
  }
}

function resident(): number {
  return Math.round(process.memoryUsage.rss() / 1024);
}

function shared(): number {
  let status: string;
  try {
    status = readFileSync("/proc/self/status", "latin1");
  } catch {
    return 0;
  }
  return ["RssFile", "RssShmem"]
    .map((name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0))
    .reduce((sum, figure) => sum + figure, 0);
}
