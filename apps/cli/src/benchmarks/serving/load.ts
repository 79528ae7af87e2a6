import { KindredError } from "@kindred/core";
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pinned } from "./pinned.ts";

/** The core of what asks, where it can be told. */
const LOAD_CORE = 1;

/** How much is asked. */
export interface LoadOptions {
  /** Connections that are kept and asked again at once, a whole number >= 1. */
  connections: number;
  /** For how long, in seconds, a whole number >= 1. */
  seconds: number;
}

/** How a server bore it. */
export interface LoadFigures {
  requestsPerSecond: number;
  /** Time to an answer, in ms: the median, and what 99 in 100 do not pass. */
  p50: number;
  p99: number;
  /** Answers of another status than 2xx or 3xx, and connections that failed. */
  failed: number;
}

/** Asks a server over HTTP. */
export interface Load {
  /** Asks a port of this machine for its addresses, over and over, and measures. */
  run(port: number, options: LoadOptions): Promise<LoadFigures>;
  /** Removes what was written for it. */
  close(): Promise<void>;
}

/** Whether wrk, which asks, is installed. */
export function hasWrk(): boolean {
  // It says its version and ends with 1.
  return spawnSync("wrk", ["-v"]).error === undefined;
}

/**
 * Prepares to ask for some addresses with wrk: a client in JavaScript would be as slow
 * as what it measures.
 *
 * @param addresses Paths with queries, asked one after the other.
 */
export async function openLoad(addresses: readonly string[]): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-bench-"));
  const script = join(folder, "addresses.lua");
  await writeFile(script, scriptOf(addresses));
  return {
    async run(port, { connections, seconds }) {
      const [command, ...args] = pinned(LOAD_CORE, [
        "wrk",
        "--threads=1",
        `--connections=${connections}`,
        `--duration=${seconds}s`,
        "--latency",
        `--script=${script}`,
        `http://127.0.0.1:${port}`,
      ]);
      const { stdout } = await promisify(execFile)(command!, args);
      return parseWrk(stdout);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** A script for wrk that asks for addresses in turn. */
function scriptOf(addresses: readonly string[]): string {
  const texts = addresses.map((address) => JSON.stringify(address));
  return `local addresses = {\n${texts.join(",\n")}\n}
local at = 0
request = function()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at])
end
`;
}

/**
 * Reads what wrk prints.
 *
 * @throws {KindredError} If a figure is missing.
 */
export function parseWrk(text: string): LoadFigures {
  const find = (pattern: RegExp): string[] => {
    const found = pattern.exec(text);
    if (found !== null) return found.slice(1);
    throw new KindredError(
      `Cannot bench serving: wrk must print ${pattern.source}, got ${
        JSON.stringify(text.slice(0, 200))
      }`,
    );
  };
  const milliseconds = (percent: number): number => {
    const [value, unit] = find(
      new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s|m)$`, "m"),
    );
    return Number(value) * { us: 1e-3, ms: 1, s: 1e3, m: 6e4 }[unit!]!;
  };
  const errors = /Socket errors:(.*)$/m.exec(text)?.[1] ?? "";
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? "0";
  return {
    requestsPerSecond: Number(find(/^Requests\/sec:\s+([\d.]+)$/m)[0]),
    p50: milliseconds(50),
    p99: milliseconds(99),
    failed: Number(refused) +
      [...errors.matchAll(/\d+/g)].reduce((sum, [n]) => sum + Number(n), 0),
  };
}
