import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/**
 * Returns the folder in which `deno task setup:tensorflow` sets TensorFlow up,
 * one folder a variant: outside any project, so that a new `npm ci` leaves it
 * and all projects of a person share it.
 *
 * `KINDRED_TENSORFLOW_HOME` names another; else it lies in the system's folder
 * for caches (`XDG_CACHE_HOME`, `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`).
 *
 * @param environment Environment variables. Default the process's.
 * @param platform As in `process.platform`. Default the process's.
 * @returns An absolute path; nothing need be there.
 *
 * @example
 * ```ts
 * import { tensorflowHome } from "@kindred/trainer/tensorflow";
 * import assert from "node:assert/strict";
 *
 * const home = tensorflowHome({ XDG_CACHE_HOME: "/var/cache" }, "linux");
 * assert.equal(home, "/var/cache/kindred/tensorflow");
 * ```
 */
export function tensorflowHome(
  environment: Record<string, string | undefined> = process.env,
  platform: string = process.platform,
): string {
  const { KINDRED_TENSORFLOW_HOME, LOCALAPPDATA, XDG_CACHE_HOME } = environment;
  if (KINDRED_TENSORFLOW_HOME) return KINDRED_TENSORFLOW_HOME;
  return join(cacheFolder(), "kindred", "tensorflow");

  function cacheFolder(): string {
    if (platform === "win32" && LOCALAPPDATA) return LOCALAPPDATA;
    if (platform === "darwin") return join(homedir(), "Library", "Caches");
    return XDG_CACHE_HOME || join(homedir(), ".cache");
  }
}
