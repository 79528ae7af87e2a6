import { expectNumber } from "@kindred/core";
import { askOnce } from "./_ask_once.ts";
import { cutShort, type ModelSource, pathIn } from "./model_source.ts";

/** Settings of {@linkcode keepSmallFiles}. */
export interface KeepSmallFilesOptions {
  /**
   * The longest file that is kept, in bytes, a whole number >= 0.
   *
   * @default 1048576
   */
  mostBytes?: number;
}

/**
 * Returns a source that reads short files whole, once, and keeps them; of others it
 * reads the parts that are asked for. Where every read is a way to a server, a small
 * model then costs a few of them and not one an item.
 *
 * @param source Where the files are; it is closed with this one.
 * @param options See {@linkcode KeepSmallFilesOptions}.
 * @throws {RangeError} If `mostBytes` is out of range.
 *
 * @example
 * ```ts
 * import { keepSmallFiles, memorySource } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const source = keepSmallFiles(
 *   memorySource({ "README.md": Uint8Array.of(1, 2, 3) }),
 * );
 * assert.deepEqual(await source.read("README.md", 1, 3), Uint8Array.of(2, 3));
 * ```
 */
export function keepSmallFiles(
  source: ModelSource,
  { mostBytes = 2 ** 20 }: KeepSmallFilesOptions = {},
): ModelSource {
  expectNumber("keep small files", "mostBytes", mostBytes, {
    min: 0,
    whole: true,
  });
  const kept = new Map<string, Promise<Uint8Array>>();
  return {
    async read(name, from, to) {
      const size = await source.size(name);
      if (size === null || size > mostBytes) {
        return await source.read(name, from, to);
      }
      if (to > size) throw cutShort(pathIn(source, name), to, size);
      const whole = await askOnce(kept, name, () => source.read(name, 0, size));
      return whole.subarray(from, to);
    },
    size: (name) => source.size(name),
    pathOf: (name) => pathIn(source, name),
    close: async () => {
      kept.clear();
      await source.close?.();
    },
  };
}
