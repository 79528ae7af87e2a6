import { KindredError } from "@kindred/core";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { lastLines, runCommand } from "./run_command.ts";

/** The npm package, where it is installed. */
export const PACKAGE = "node_modules/@tensorflow/tfjs-node-gpu";

/** Headers of Node-API, where they are installed. */
export const NODE_HEADERS = "node_modules/node-api-headers/include";

/** The folder of `package.json` and its lock file. */
const LISTS = fileURLToPath(new URL("packages", import.meta.url));

/** The lock file, which pins 128 packages by hash. */
export const LOCK_FILE = join(LISTS, "package-lock.json");

/**
 * Installs TensorFlow.js in a folder: by npm, which keeps to the lock file, or
 * by Deno where there is no npm. No install script runs.
 *
 * @param folder The folder, which may be missing.
 * @throws {KindredError} If neither can.
 */
export async function installPackages(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ["package.json", "package-lock.json"]) {
    await copyFile(join(LISTS, name), join(folder, name));
  }
  const npm = await runCommand("npm", [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ], { cwd: folder });
  if (npm.status === 0) return;
  if (npm.status !== null) throw failed("npm ci", npm.stderr || npm.stdout);
  const deno = await runCommand(process.execPath, [
    "install",
    "--quiet",
    "--node-modules-dir=auto",
  ], { cwd: folder, env: { NO_COLOR: "1" } });
  if (deno.status !== 0) throw failed("deno install", deno.stderr);
}

function failed(command: string, output: string): KindredError {
  return new KindredError(
    `Cannot install @tensorflow/tfjs-node-gpu: "${command}" must succeed, got\n${
      lastLines(output, 20)
    }`,
  );
}
