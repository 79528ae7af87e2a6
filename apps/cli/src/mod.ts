/**
 * The command line as a function.
 *
 * @example
 * ```ts
 * import { runKindred } from "@kindred/cli";
 * import assert from "node:assert/strict";
 *
 * let printed = "";
 * const code = await runKindred(["--version"], {
 *   writeOut: (text) => printed += text,
 *   writeError: () => {},
 *   isTerminal: false,
 *   signal: new AbortController().signal,
 * });
 * assert.equal(code, 0);
 * assert.match(printed, /^\d+\.\d+\.\d+\n$/);
 * ```
 *
 * @module
 */
export { type ExitCode, type KindredIo, runKindred } from "./run_kindred.ts";
