import { checkPairs } from "@kindred/core";
import { checkScoreItems } from "@kindred/kernels";
import { degreesOf, neighbourLists } from "../neighbour_lists.ts";
import { OrderedCandidates } from "../ranking/_ordered_candidates.ts";
import { rankCandidates } from "../ranking/_rank_candidates.ts";
import type { Scorer } from "./scorer.ts";

/**
 * Returns the baseline `degree`: a pair's score is the product of its items'
 * degrees, their numbers of distinct training neighbours (preferential
 * attachment in Liben-Nowell and Kleinberg 2007, doi 10.1002/asi.20591).
 *
 * It knows only how popular items are, so a model that does no better has
 * learned nothing about which of them go together. `scoreItems` leaves out the
 * query's own degree: all queries, also those without any neighbour, get the
 * items by popularity. So they stand in one order, and to rank for a query only
 * takes the time of going through its neighbours.
 *
 * @param train Rows of the training pairs, uint32, each of shape `[n]`.
 * @param itemCount How many items there are.
 * @throws {RangeError} If the pairs do not fit together, name a row that does not
 * exist, or join an item with itself.
 *
 * @example
 * ```ts
 * import { degreeScorer } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const train = { left: Uint32Array.of(0, 0), right: Uint32Array.of(1, 2) };
 * const scores = degreeScorer(train, 3)
 *   .scorePairs(Uint32Array.of(0, 1), Uint32Array.of(1, 2));
 * assert.deepEqual([...scores], [2 * 1, 1 * 1]);
 * ```
 */
export function degreeScorer(
  train: { left: Uint32Array; right: Uint32Array },
  itemCount: number,
): Scorer {
  const degrees = degreesOf(neighbourLists(train, itemCount));
  return {
    name: "degree",
    scorePairs(left, right) {
      checkPairs("score pairs", { left, right }, itemCount);
      const scores = new Float32Array(left.length);
      for (let p = 0; p < left.length; p++) {
        scores[p] = degrees[left[p]!]! * degrees[right[p]!]!;
      }
      return scores;
    },
    scoreItems(queries, out) {
      checkScoreItems(itemCount, queries, out);
      for (let q = 0; q < queries.length; q++) out.set(degrees, q * itemCount);
    },
    rank(job, options) {
      const candidates = new OrderedCandidates(Float32Array.from(degrees));
      return rankCandidates(job, itemCount, candidates, options);
    },
  };
}
