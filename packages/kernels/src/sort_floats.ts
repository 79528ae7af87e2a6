import {
  ascendingKey,
  bitsOfKey,
  bucketStarts,
  SHIFTS,
  WORTH_COUNTING,
} from "./_radix.ts";

/**
 * Sorts numbers in place, ascending, -0 before 0, as `array.sort()` does without
 * NaN; several times as fast where they are many
 * (`deno bench -A packages/kernels/src/sort_floats_bench.ts`).
 *
 * Long arrays are sorted by counting, one byte of the numbers after another: O(n)
 * time and as much memory again.
 *
 * @param array float32, shape `[n]`, without NaN: where these would come to stand
 * is not said.
 * @returns The array.
 *
 * @example
 * ```ts
 * import { sortFloats } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(2, -Infinity, -1.5, 0.25);
 * assert.deepEqual([...sortFloats(scores)], [-Infinity, -1.5, 0.25, 2]);
 * ```
 */
export function sortFloats<T extends Float32Array>(array: T): T {
  if (array.length < WORTH_COUNTING) return array.sort() as T;
  const words = new Uint32Array(array.buffer, array.byteOffset, array.length);
  for (let i = 0; i < words.length; i++) words[i] = ascendingKey(words[i]!);
  const starts = bucketStarts(words);
  let from: Uint32Array = words;
  let to: Uint32Array = new Uint32Array(words.length);
  for (const [pass, shift] of SHIFTS.entries()) {
    const next = starts[pass]!;
    for (let i = 0; i < from.length; i++) {
      const key = from[i]!;
      to[next[(key >>> shift) & 255]!++] = key;
    }
    [from, to] = [to, from];
  }
  // After a whole number of exchanges the keys are where they began.
  for (let i = 0; i < words.length; i++) words[i] = bitsOfKey(words[i]!);
  return array;
}
