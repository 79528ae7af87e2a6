/** Items by how many training pairs they have, the most popular first. */
export const DEGREE_GROUPS = ["head", "middle", "tail"] as const;

/** One of {@linkcode DEGREE_GROUPS}. */
export type DegreeGroup = typeof DEGREE_GROUPS[number];

/**
 * Divides items into head, middle and tail by degree, so that each group holds
 * about a third of all pair ends: few popular items, many rare ones.
 *
 * Items of equal degree stay together, where the middle of their pair ends
 * lies, counted from the most popular item on: in the first third, the second or
 * the last. Items without a pair are in the tail. Takes O(items + largest
 * degree) time.
 *
 * @param degrees Training neighbours of each item, uint32, shape `[itemCount]`.
 * @returns For each item 0 (head), 1 (middle) or 2 (tail), the position in
 * {@linkcode DEGREE_GROUPS}; uint8, same shape.
 *
 * @example
 * ```ts
 * import { degreeGroups } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * // Of 12 pair ends one item holds 4, two hold 2 each, four hold 1 each.
 * const degrees = Uint32Array.of(1, 2, 4, 1, 1, 1, 2, 0);
 * assert.deepEqual([...degreeGroups(degrees)], [2, 1, 0, 2, 2, 2, 1, 2]);
 * ```
 */
export function degreeGroups(degrees: Uint32Array): Uint8Array {
  const largest = degrees.reduce((most, degree) => Math.max(most, degree), 0);
  const items = new Uint32Array(largest + 1);
  for (const degree of degrees) items[degree]!++;
  const ends = items.reduce((sum, count, degree) => sum + count * degree, 0);

  const groupOf = new Uint8Array(largest + 1).fill(2);
  let before = 0;
  for (let degree = largest; degree > 0; degree--) {
    const own = items[degree]! * degree;
    const middle = (before + own / 2) / ends;
    groupOf[degree] = middle < 1 / 3 ? 0 : middle < 2 / 3 ? 1 : 2;
    before += own;
  }
  return Uint8Array.from(degrees, (degree) => groupOf[degree]!);
}
