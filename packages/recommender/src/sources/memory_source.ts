import { cutShort, type ModelSource, noSuchFile } from "./model_source.ts";

/**
 * Returns a source over files that are in memory.
 *
 * @param files The bytes of each file by its name, uint8; they are not copied.
 *
 * @example
 * ```ts
 * import { memorySource } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const source = memorySource({ "README.md": Uint8Array.of(1, 2, 3) });
 * assert.deepEqual(await source.read("README.md", 1, 3), Uint8Array.of(2, 3));
 * assert.equal(await source.size("lists.bin"), null);
 * ```
 */
export function memorySource(
  files: Readonly<Record<string, Uint8Array>>,
): ModelSource {
  const held = new Map(Object.entries(files));
  return {
    // deno-lint-ignore require-await -- what is thrown shall reject
    async read(name, from, to) {
      const bytes = held.get(name);
      if (bytes === undefined) throw noSuchFile(name);
      if (to > bytes.length) throw cutShort(name, to, bytes.length);
      return bytes.subarray(from, to);
    },
    size: (name) => Promise.resolve(held.get(name)?.length ?? null),
  };
}
