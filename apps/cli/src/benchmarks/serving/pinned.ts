import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Whether processes can be told their core here, and there are two. */
export function canPin(): boolean {
  return availableParallelism() > 1 &&
    spawnSync("taskset", ["--version"]).status === 0;
}

/**
 * Returns a command that runs on one core alone, where the system has `taskset`; else
 * the same command.
 *
 * @param core The core, 0-based.
 * @param command The command and its arguments.
 */
export function pinned(core: number, command: readonly string[]): string[] {
  return canPin() ? ["taskset", "-c", String(core), ...command] : [...command];
}
