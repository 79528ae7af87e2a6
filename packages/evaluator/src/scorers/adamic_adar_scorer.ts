import { checkPairs } from "@kindred/core";
import { checkScoreItems } from "@kindred/kernels";
import { degreesOf, neighbourLists, neighboursOf } from "../neighbour_lists.ts";
import type { Scorer } from "./scorer.ts";

/**
 * Returns the baseline `adamicAdar`: a pair's score is Σ 1 / ln(degree) over the
 * training neighbours that its items have in common (Adamic and Adar 2003,
 * doi 10.1016/S0378-8733(03)00009-1). A rare common neighbour says more than a
 * popular one. No embedding, hard to beat on dense graphs, and blind for items
 * that have no training neighbour.
 *
 * `scoreItems` goes from a query to its neighbours' neighbours only: the time of
 * a query is the sum of its neighbours' degrees, whatever the catalogue's size.
 * A common neighbour has a degree of at least 2, so no logarithm is 0.
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
  const lists = neighbourLists(train, itemCount);
  const degrees = degreesOf(lists);
  const { offsets, neighbours } = lists;
  // share is (itemCount): what each item adds to a pair that it joins
  const share = Float64Array.from(
    degrees,
    (degree) => degree > 1 ? 1 / Math.log(degree) : 0,
  );
  return {
    name: "adamicAdar",
    scorePairs(left, right) {
      checkPairs("score pairs", { left, right }, itemCount);
      const scores = new Float32Array(left.length);
      for (let p = 0; p < left.length; p++) {
        const ofLeft = neighboursOf(lists, left[p]!);
        const ofRight = neighboursOf(lists, right[p]!);
        let sum = 0;
        for (let i = 0, j = 0; i < ofLeft.length && j < ofRight.length;) {
          const difference = ofLeft[i]! - ofRight[j]!;
          if (difference === 0) sum += share[ofLeft[i]!]!;
          if (difference <= 0) i++;
          if (difference >= 0) j++;
        }
        scores[p] = sum;
      }
      return scores;
    },
    scoreItems(queries, out) {
      checkScoreItems(itemCount, queries, out);
      // Summed in float64 in the order of scorePairs, so that both give the
      // same number.
      const sums = new Float64Array(itemCount);
      for (let q = 0; q < queries.length; q++) {
        sums.fill(0);
        for (const common of neighboursOf(lists, queries[q]!)) {
          const end = offsets[common + 1]!;
          for (let at = offsets[common]!; at < end; at++) {
            sums[neighbours[at]!]! += share[common]!;
          }
        }
        out.set(sums, q * itemCount);
      }
    },
  };
}
