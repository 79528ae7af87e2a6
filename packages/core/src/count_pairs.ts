import type { RowPairs } from "./pairs.ts";

/**
 * Returns how many pairs hold each item. A pair of an item with itself counts
 * twice.
 *
 * @param pairs Pairs of rows below `itemCount`.
 * @param itemCount Length of the result.
 * @returns uint32, shape `[itemCount]`.
 *
 * @example
 * ```ts
 * import { countPairs } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 0), right: Uint32Array.of(1, 2) };
 * assert.deepEqual([...countPairs(pairs, 4)], [2, 1, 1, 0]);
 * ```
 */
export function countPairs(
  pairs: RowPairs,
  itemCount: number,
): Uint32Array {
  const counts = new Uint32Array(itemCount);
  for (const row of pairs.left) counts[row] = counts[row]! + 1;
  for (const row of pairs.right) counts[row] = counts[row]! + 1;
  return counts;
}
