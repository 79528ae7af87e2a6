import { KindredError } from "@kindred/core";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { lastLines, runCommand } from "./run_command.ts";

/** What a TensorFlow that computes says of itself. */
export interface Proof {
  /** What loaded it: `Deno 2.7.7`, `Node 20.20.2`. */
  runtime: string;
  /** Version of TensorFlow. */
  tensorflow: string;
  /** Version of TensorFlow.js. */
  tfjs: string;
  /** Where it computed. */
  device: "cpu" | "cuda";
  /** A product of two matrices, known beforehand. */
  product: number[];
  /** What TensorFlow printed, such as why it uses no GPU. */
  log: string;
}

const SCRIPT = fileURLToPath(new URL("prove_tensorflow.mjs", import.meta.url));

/**
 * Loads a package in processes of their own, under Deno and under Node where
 * there is one, and lets it compute.
 *
 * @param folder The folder of the npm package.
 * @returns What each runtime saw.
 * @throws {KindredError} If it does not load or computes something else.
 */
export async function prove(folder: string): Promise<Proof[]> {
  const runtimes: [name: string, command: string, args: string[]][] = [
    ["Deno", process.execPath, [
      "run",
      "-A",
      "--no-config",
      // Otherwise Deno takes CommonJS outside a project for ES modules.
      "--node-modules-dir=manual",
    ]],
  ];
  const node = await runCommand("node", ["--version"]);
  if (node.status === 0) runtimes.push(["Node", "node", []]);
  const proofs: Proof[] = [];
  for (const [name, command, args] of runtimes) {
    const version = name === "Deno"
      ? Deno.version.deno
      : node.stdout.trim().slice(1);
    const { status, stdout, stderr } = await runCommand(
      command,
      [...args, SCRIPT, folder],
      { env: { TF_CPP_MIN_LOG_LEVEL: "0", NO_COLOR: "1" }, timeout: 180_000 },
    );
    if (status !== 0) {
      throw new KindredError(
        `Cannot use TensorFlow in "${folder}": it must load under ${name} ${version}, got\n${
          lastLines(stderr || stdout, 20)
        }`,
      );
    }
    proofs.push({
      runtime: `${name} ${version}`,
      ...JSON.parse(stdout.trim().split("\n").at(-1)!),
      log: stderr.trim(),
    });
  }
  return proofs;
}
