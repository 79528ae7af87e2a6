/** `kindred doctor`: checks what this machine has. @module */
import { KindredError } from "@kindred/core";
import { queryRows, withDuckDb } from "@kindred/core/parquet";
import { selectEngine } from "@kindred/trainer";
import { availableParallelism, totalmem } from "node:os";
import process from "node:process";
import { loadParser } from "../arguments/parsers.ts";
import { defineCommand } from "../define_command.ts";

/** One thing that was looked at. */
interface Finding {
  /** What it is. */
  name: string;
  /** Whether it is well, or why it need not be: only `false` fails. */
  ok: boolean;
  /** What was found. */
  found: string;
}

export default defineCommand({
  summary: "check what this machine has, and what Kindred will use",
  operands: { name: "OPERAND", min: 0, max: 0 },
  flags: {},
  examples: ["doctor"],
  async run(_operands, _flags, { print }) {
    const findings = [
      await look("runtime", runtime),
      await look(
        "machine",
        () =>
          `${availableParallelism()} cores, ${
            Math.round(totalmem() / 2 ** 30)
          } GiB of memory`,
      ),
      await look("DuckDB", async () => {
        const [row] = await withDuckDb((connection) =>
          queryRows(connection, "SELECT version()")
        );
        return `${row![0]}, for Parquet`;
      }),
      await look("ONNX Runtime", async () => {
        const { env } = await import("onnxruntime-node");
        return `${env.versions.node ?? env.versions.common}, for inference`;
      }),
      await look(
        "command line",
        async () => `read with ${(await loadParser()).name}`,
      ),
      await look("training, --device auto", () => {
        const { engine, reason } = selectEngine("auto");
        return `${engine.device}, ${engine.name} engine; ${reason}`;
      }),
    ];
    for (const { name, ok, found } of findings) {
      print(`${ok ? "ok  " : "FAIL"}  ${name}: ${found}`);
    }
    const failed = findings.filter(({ ok }) => !ok);
    if (failed.length > 0) {
      throw new KindredError(
        `Cannot work well here: all checks must pass, got ${failed.length} that fail`,
      );
    }
    return findings;
  },
});

async function look(
  name: string,
  find: () => string | Promise<string>,
): Promise<Finding> {
  try {
    return { name, ok: true, found: await find() };
  } catch (error) {
    return { name, ok: false, found: (error as Error).message };
  }
}

/** Releases of Deno that crash when DuckDB's objects are collected: denoland/deno#36538. */
const CRASHING_DENO = ["2.9.2", "2.9.3", "2.9.4", "2.9.5"];

function runtime(): string {
  const { deno, node } = process.versions as { deno?: string; node: string };
  if (deno === undefined) return `Node ${node}`;
  if (CRASHING_DENO.includes(deno)) {
    throw new Error(
      `Deno ${deno} can crash with DuckDB (denoland/deno#36538); take 2.9.6 or later`,
    );
  }
  return `Deno ${deno}`;
}
