import { commonNeighbourScorer } from "./_common_neighbours.ts";
import type { Scorer } from "./scorer.ts";

/**
 * Returns the baseline `cosine`: a pair's score is the cosine between the items'
 * rows of co-occurrence, each 1 at the item's training neighbours and 0
 * elsewhere: common neighbours / √(degree · degree), in `[0, 1]` (Salton and
 * McGill 1983; item-to-item cosine in Sarwar et al. 2001, doi
 * 10.1145/371920.372071). What two items share counts less where both have much.
 *
 * A query takes the time of the sum of its neighbours' degrees, whatever the
 * catalogue's size.
 *
 * @param train Rows of the training pairs, uint32, each of shape `[n]`.
 * @param itemCount How many items there are.
 * @throws {RangeError} If the pairs do not fit together, name a row that does not
 * exist, or join an item with itself.
 *
 * @example Item 1 has the neighbours 0 and 3, item 2 only 0
 * ```ts
 * import { cosineScorer } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const train = { left: Uint32Array.of(0, 0, 3), right: Uint32Array.of(1, 2, 1) };
 * const scores = cosineScorer(train, 4)
 *   .scorePairs(Uint32Array.of(1), Uint32Array.of(2));
 * assert.deepEqual([...scores], [Math.fround(1 / Math.sqrt(2 * 1))]);
 * ```
 */
export function cosineScorer(
  train: { left: Uint32Array; right: Uint32Array },
  itemCount: number,
): Scorer {
  return commonNeighbourScorer(train, itemCount, {
    name: "cosine",
    share: () => 1,
    factor: (degree) => 1 / Math.sqrt(degree),
  });
}
