import type { ItemModel } from "@kindred/core";
import { checkRanking } from "../check_ranking.ts";
import {
  type RankedItems,
  type RankingJob,
  rankingTask,
  unrankable,
} from "../ranking.ts";
import { scoreItemsReference } from "./score_items.ts";

/**
 * Returns the best k candidates of each query item out of the whole catalogue,
 * exactly, by `scoreItems`' scores, and how the relevant items stand among all
 * candidates. None is sampled.
 *
 * Sorts all candidates: O(n log n) time a query for n items.
 *
 * @param model The model; only its vectors and item biases are used.
 * @param job What is asked, see {@linkcode RankingJob}.
 * @returns See {@linkcode RankedItems}.
 * @throws {RangeError} If the model or the job is not as `checkRanking` says, or a
 * candidate's score is NaN or -Infinity.
 *
 * @example
 * ```ts
 * import { rankItemsReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: {
 *     values: Float32Array.of(1, 3, 2, 3),
 *     itemCount: 4,
 *     dimensions: 1,
 *   },
 *   itemBias: new Float32Array(4),
 *   globalBias: 0,
 * };
 * const job = { queries: Uint32Array.of(0, 1), k: 1 };
 * const { items, scores, tiedAtLast } = rankItemsReference(model, job);
 * assert.deepEqual([...items], [1, 3]);
 * assert.deepEqual([...scores], [3, 9]);
 * // Item 3 is as good for item 0 as item 1 is.
 * assert.deepEqual([...tiedAtLast], [2, 1]);
 * ```
 */
export function rankItemsReference(
  model: ItemModel,
  job: RankingJob,
): RankedItems {
  checkRanking(model, job);
  const { queries, k, excluded, relevant } = job;
  const { ranked, relevantStart } = rankingTask(job);
  const scores = new Float32Array(model.embeddings.itemCount);

  for (const [q, query] of queries.entries()) {
    scoreItemsReference(model, Uint32Array.of(query), scores);
    const others = new Set([query, ...listOf(excluded, query)]);
    const candidates = [...scores.keys()].filter((item) => !others.has(item));
    for (const item of candidates) {
      if (!(scores[item]! > -Infinity)) {
        throw unrankable(scores[item]!, item, query);
      }
    }
    const best = candidates.toSorted((a, b) =>
      scores[a] === scores[b] ? a - b : scores[b]! - scores[a]!
    ).slice(0, k);
    const countWhere = (holds: (score: number) => boolean): number =>
      candidates.filter((item) => holds(scores[item]!)).length;

    ranked.items.set(best, q * k);
    ranked.scores.fill(-Infinity, q * k, (q + 1) * k);
    ranked.scores.set(best.map((item) => scores[item]!), q * k);
    ranked.count[q] = best.length;
    const last = scores[best.at(-1)!];
    ranked.tiedAtLast[q] = countWhere((score) => score === last);

    if (relevant === undefined) continue;
    const wanted = Array.from(
      listOf(relevant, query),
      (item) => scores[item]!,
    );
    ranked.relevantScores.set(wanted, relevantStart[q]);
    if (wanted.length === 0) continue;
    const top = wanted.reduce((a, b) => Math.max(a, b));
    ranked.higher[q] = countWhere((score) => score > top);
    ranked.tied[q] = countWhere((score) => score === top);
  }
  return ranked;
}

/** The rows that are listed for an item. */
function listOf(
  lists: RankingJob["excluded"],
  item: number,
): Uint32Array {
  if (lists === undefined) return new Uint32Array();
  return lists.partner.subarray(lists.start[item], lists.start[item + 1]);
}
