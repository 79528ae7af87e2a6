import { commonNeighbourScorer } from "./_common_neighbours.ts";
import type { Scorer } from "./scorer.ts";

/**
 * Returns the baseline `adamicAdar`: a pair's score is Σ 1 / ln(degree) over the
 * training neighbours that its items have in common (Adamic and Adar 2003,
 * doi 10.1016/S0378-8733(03)00009-1). A rare common neighbour says more than a
 * popular one. No embedding, hard to beat on dense graphs, and blind for items
 * that have no training neighbour.
 *
 * A query takes the time of the sum of its neighbours' degrees, whatever the
 * catalogue's size. A common neighbour has a degree of at least 2, so no
 * logarithm is 0.
 *
 * @param train Rows of the training pairs, uint32, each of shape `[n]`.
 * @param itemCount How many items there are.
 * @throws {RangeError} If the pairs do not fit together, name a row that does not
 * exist, or join an item with itself.
 *
 * @example Items 1 and 2 share the neighbour 0, which has two neighbours
 * ```ts
 * import { adamicAdarScorer } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const train = { left: Uint32Array.of(0, 0), right: Uint32Array.of(1, 2) };
 * const scores = adamicAdarScorer(train, 3)
 *   .scorePairs(Uint32Array.of(1, 0), Uint32Array.of(2, 1));
 * assert.deepEqual([...scores], [Math.fround(1 / Math.log(2)), 0]);
 * ```
 */
export function adamicAdarScorer(
  train: { left: Uint32Array; right: Uint32Array },
  itemCount: number,
): Scorer {
  return commonNeighbourScorer(train, itemCount, {
    name: "adamicAdar",
    share: (degree) => 1 / Math.log(degree),
    factor: () => 1,
  });
}
