import type { RowPairs } from "./pairs.ts";

/**
 * Returns how many pairs hold each item.
 *
 * @param pairs Pairs of rows below `itemCount`.
 * @param itemCount Length of the result.
 * @returns uint32, shape `[itemCount]`.
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
