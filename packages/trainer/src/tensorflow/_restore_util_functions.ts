import { createRequire } from "node:module";

/**
 * Puts back two functions that TensorFlow.js 4.22 calls on `node:util` and that
 * Deno and current Node no longer have there. They are seen by everything that
 * loads `util` in this process, so this is done only when TensorFlow is loaded.
 */
export function restoreUtilFunctions(): void {
  const util = createRequire(import.meta.url)("node:util");
  util.isNullOrUndefined ??= (value: unknown) =>
    value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
