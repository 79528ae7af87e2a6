import { checkPairs } from "@kindred/core";
import { checkScoreItems } from "@kindred/kernels";
import { degreesOf, neighbourLists, neighboursOf } from "../neighbour_lists.ts";
import { rankCandidates } from "../ranking/_rank_candidates.ts";
import {
  type ScoreListed,
  SparseCandidates,
} from "../ranking/_sparse_candidates.ts";
import type { Scorer } from "./scorer.ts";

/** What tells one scorer of common neighbours from another. */
export interface CommonNeighbourRule {
  /** What the scorer is called in reports. */
  name: string;
  /** What a common neighbour adds to a pair, by its degree: above 0 from 2 on. */
  share(degree: number): number;
  /** What a pair's sum is multiplied by for each of its items, by its degree. */
  factor(degree: number): number;
}

/**
 * Returns a scorer that sums over the training neighbours that two items have in
 * common; 0 where there is none.
 *
 * A query's scores are found by going to its neighbours and on to theirs: the
 * time is the sum of its neighbours' degrees, whatever the size of the catalogue.
 * Sums are taken in float64 over ascending rows everywhere, so that a pair has
 * the same score whichever way it is reached.
 *
 * @param train Rows of the training pairs, uint32, each of shape `[n]`.
 * @param itemCount How many items there are.
 * @param rule See {@linkcode CommonNeighbourRule}.
 * @throws {RangeError} If the pairs do not fit together, name a row that does not
 * exist, or join an item with itself.
 */
export function commonNeighbourScorer(
  train: { left: Uint32Array; right: Uint32Array },
  itemCount: number,
  rule: CommonNeighbourRule,
): Scorer {
  const lists = neighbourLists(train, itemCount);
  const degrees = degreesOf(lists);
  const { start, partner } = lists;
  // share is (itemCount): what each item adds to a pair that it joins. It joins
  // none unless it has two neighbours.
  const share = Float64Array.from(
    degrees,
    (degree) => degree > 1 ? rule.share(degree) : 0,
  );
  // factor is (itemCount); an item without neighbours shares none, and its sums
  // are 0
  const factor = Float64Array.from(
    degrees,
    (degree) => degree > 0 ? rule.factor(degree) : 0,
  );

  /** Returns a function with a scratch of its own, which is 0 between calls. */
  const listScorer = (): ScoreListed => {
    const sums = new Float64Array(itemCount);
    return (query, scores, listed) => {
      let count = 0;
      for (const common of neighboursOf(lists, query)) {
        const added = share[common]!;
        const end = start[common + 1]!;
        for (let at = start[common]!; added > 0 && at < end; at++) {
          const item = partner[at]!;
          if (sums[item] === 0) listed[count++] = item;
          sums[item]! += added;
        }
      }
      for (let i = 0; i < count; i++) {
        const item = listed[i]!;
        scores[item] = sums[item]! * (factor[query]! * factor[item]!);
        sums[item] = 0;
      }
      return count;
    };
  };

  return {
    name: rule.name,
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
        scores[p] = sum * (factor[left[p]!]! * factor[right[p]!]!);
      }
      return scores;
    },
    scoreItems(queries, out) {
      checkScoreItems(itemCount, queries, out);
      const scoreListed = listScorer();
      const listed = new Uint32Array(itemCount);
      out.fill(0);
      for (const [q, query] of queries.entries()) {
        const scores = out.subarray(q * itemCount, (q + 1) * itemCount);
        scoreListed(query, scores, listed);
      }
    },
    rank(job, options) {
      const candidates = new SparseCandidates(itemCount, listScorer());
      return rankCandidates(job, itemCount, candidates, options);
    },
  };
}
