import { KindredError } from "@kindred/core";
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pinned } from "./pinned.ts";
import type { ServingPorts } from "./serving_message.ts";

/** The core of the server, where it can be told. */
const SERVER_CORE = 0;

/** A process that serves what is measured. */
export interface MeasuredServer {
  ports: ServingPorts;
  /** Ends it. */
  close(): void;
}

/**
 * Starts a process that serves a model on one core.
 *
 * @param directory The model folder.
 * @param address A question, whose answer the bare route gives too.
 * @throws {KindredError} If it does not start.
 */
export async function startServer(
  directory: string,
  address: string,
): Promise<MeasuredServer> {
  const [command, ...args] = pinned(SERVER_CORE, [
    process.execPath,
    ...("Deno" in globalThis ? ["run", "-A", "--cached-only"] : []),
    // Built, this file is JavaScript, and so is the other.
    fileURLToPath(
      new URL(
        `./serving_server${import.meta.url.slice(-3)}`,
        import.meta.url,
      ),
    ),
    directory,
    address,
  ]);
  const child = spawn(command!, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ports = await portsOf(child);
  return { ports, close: () => void child.stdin.end() };
}

async function portsOf(child: ChildProcess): Promise<ServingPorts> {
  for await (const line of createInterface({ input: child.stdout! })) {
    return JSON.parse(line);
  }
  throw new KindredError(
    "Cannot bench serving: the server must start, got a process that ended",
  );
}
