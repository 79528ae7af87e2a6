import { commonNeighbourScorer } from "./_common_neighbours.ts";
import type { Scorer } from "./scorer.ts";

/**
 * Returns the baseline `commonNeighbours`: a pair's score is how many training
 * neighbours its items have in common (Newman 2001, doi
 * 10.1103/PhysRevE.64.025102; Liben-Nowell and Kleinberg 2007, doi
 * 10.1002/asi.20591). Scores are small whole numbers, so many candidates tie.
 *
 * A query takes the time of the sum of its neighbours' degrees, whatever the
 * catalogue's size.
 *
 * @param train Rows of the training pairs, uint32, each of shape `[n]`.
 * @param itemCount How many items there are.
 * @throws {RangeError} If the pairs do not fit together, name a row that does not
 * exist, or join an item with itself.
 *
 * @example Items 1 and 2 share the neighbours 0 and 3
 * ```ts
 * import { commonNeighboursScorer } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const train = {
 *   left: Uint32Array.of(0, 0, 3, 3),
 *   right: Uint32Array.of(1, 2, 1, 2),
 * };
 * const scores = commonNeighboursScorer(train, 4)
 *   .scorePairs(Uint32Array.of(1, 0), Uint32Array.of(2, 1));
 * assert.deepEqual([...scores], [2, 0]);
 * ```
 */
export function commonNeighboursScorer(
  train: { left: Uint32Array; right: Uint32Array },
  itemCount: number,
): Scorer {
  return commonNeighbourScorer(train, itemCount, {
    name: "commonNeighbours",
    share: () => 1,
    factor: () => 1,
  });
}
