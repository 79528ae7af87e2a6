import { KindredError } from "@kindred/core";
import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { ProbeAnswer, ProbeRequest } from "./probe_message.ts";

/** Milliseconds after which a probe is ended: TensorFlow loads in 3 s, or 30 from a slow disk. */
const PATIENCE_MS = 90_000;

/** Settings of {@linkcode runProbe}. */
export interface RunProbeOptions {
  /** The program. Default `probe.ts`. */
  script?: string;
  /** Milliseconds after which it is ended. Default 90,000. */
  patience?: number;
}

/**
 * Tries something in a process of its own: what crashes there, or never comes back,
 * ends nothing here.
 *
 * @param request What to try.
 * @param options See {@linkcode RunProbeOptions}.
 * @returns What it answered.
 * @throws {KindredError} If it crashed, did not answer in time, or answered with an
 * error.
 */
export async function runProbe(
  request: ProbeRequest,
  options: RunProbeOptions = {},
): Promise<Exclude<ProbeAnswer, { error: string }>> {
  const { script = PROBE, patience = PATIENCE_MS } = options;
  const { code, signal, stdout, stderr } = await outputOf(
    [...RUNTIME, script, JSON.stringify(request)],
    patience,
  );
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (signal === "SIGKILL") {
    throw new KindredError(
      `it must answer within ${
        patience / 1000
      } s, got a process that was killed before`,
    );
  }
  if (code !== 0 || !line.startsWith("{")) {
    throw new KindredError(
      `it must load without a crash, got ${
        signal === null ? `exit code ${code}` : `signal ${signal}`
      }: ${stderr.trim().split("\n").at(-1) ?? ""}`,
    );
  }
  const answer = JSON.parse(line) as ProbeAnswer;
  if ("error" in answer) throw new KindredError(answer.error);
  return answer;
}

// Built, this file is JavaScript, and so is the other.
const PROBE = fileURLToPath(
  new URL(`./probe${import.meta.url.slice(-3)}`, import.meta.url),
);

const RUNTIME = "Deno" in globalThis
  // A package outside of a project is CommonJS to Deno only so.
  ? ["run", "-A", "--cached-only", "--no-check", "--node-modules-dir=manual"]
  : [];

interface Output {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

function outputOf(args: string[], patience: number): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: patience,
      killSignal: "SIGKILL",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => stdout += text);
    child.stderr.setEncoding("utf8").on("data", (text) => stderr += text);
    child.on("error", reject);
    child.on(
      "close",
      (code, signal) => resolve({ code, signal, stdout, stderr }),
    );
  });
}
