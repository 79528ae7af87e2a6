import { expectNumber, type OnProgress } from "@kindred/core";
import { createPause } from "../_pause.ts";
import { cumulativeDiscounts, rankQuery } from "./_rank_query.ts";
import {
  itemsWithNeighbours,
  type NeighbourLists,
  neighboursOf,
} from "../neighbour_lists.ts";
import type { Scorer } from "../scorers/scorer.ts";

/**
 * Ranking metrics averaged over query items, each in `[0, 1]`. The names end in
 * the k that was used: `recallAt10` unless another was asked for.
 */
export type RankingMetrics<K extends number = 10> =
  & {
    [
      Name in `recallAt${K}` | `ndcgAt${K}` | `hitRateAt${K}`
    ]: number;
  }
  & {
    /** Mean reciprocal rank of the best relevant item in the full ranking. */
    mrr: number;
  };

/** What a ranking is judged by. */
export interface RankingTruth {
  /** Held-out neighbours: what should come first. */
  relevant: NeighbourLists;
  /** Training neighbours: no candidates, since they were given away. */
  known: NeighbourLists;
}

/** Settings of {@linkcode rankingMetrics}. */
export interface RankingOptions<K extends number = 10> {
  /** How many places count, a whole number >= 1. Default 10. */
  k?: K;
  /**
   * Rows of the query items, each with a relevant item, uint32, shape `[q]`, at
   * least one. Default all that have one.
   */
  queries?: Uint32Array;
  /**
   * Items scored at a time, a whole number >= 1. Default 16, or fewer where a
   * block would hold more than 2^24 scores (64 MiB).
   */
  blockSize?: number;
  /** Receives how many query items are done. Default nobody. */
  onProgress?: OnProgress;
  /** Cancels the work. Default never. */
  signal?: AbortSignal;
}

/** Scores that one block may hold. */
const BLOCK_SCORES = 2 ** 24;

/** Time between two reports of progress, in ms. */
const REPORT_MS = 250;

/**
 * Ranks the full catalogue for every query item and returns the means.
 *
 * Query items are all items with a relevant one, or those of them that are
 * named. Candidates are all items less
 * the query item and its known neighbours; none is sampled, since sampled
 * metrics can order methods wrongly (Krichene and Rendle 2020,
 * doi 10.1145/3394486.3403226). With k places:
 *
 * - recall: relevant items in the first k places / all relevant items;
 * - NDCG: Σ 1 / log2(place + 1) over the relevant items in the first k places,
 *   divided by that sum for the first min(k, relevant) places (binary gains;
 *   Järvelin and Kekäläinen 2002, doi 10.1145/582415.582418);
 * - hit rate: whether there is a relevant item in the first k places;
 * - MRR: 1 / rank of the best relevant item in the full ranking; its rank is 1,
 *   plus the candidates that score higher, plus half of the irrelevant ones that
 *   score the same (Voorhees 1999, TREC-8).
 *
 * Tied candidates stand in no order: the first three are the exact expectations
 * over a random order of the ties (McSherry and Najork 2008,
 * doi 10.1007/978-3-540-78646-7_38), so a scorer gains nothing from the order of
 * the rows.
 *
 * @param scorer What is judged.
 * @param truth What it is judged by; both lists for the same items.
 * @param options See {@linkcode RankingOptions}.
 * @throws {RangeError} If an option is out of range, the lists are of different
 * length, no item has a relevant one, a relevant item is the query or a known
 * neighbour, or a score is NaN or -Infinity.
 *
 * @example Item 0 goes with 1, and the scorer puts 1 second
 * ```ts
 * import { neighbourLists, rankingMetrics } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const heldOut = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
 * const train = { left: Uint32Array.of(1), right: Uint32Array.of(3) };
 * const metrics = await rankingMetrics({
 *   name: "example",
 *   scorePairs: (left) => new Float32Array(left.length),
 *   scoreItems: (queries, out) =>
 *     queries.forEach((_, q) => out.set([9, 2, 5, 7], q * 4)),
 * }, {
 *   relevant: neighbourLists(heldOut, 4),
 *   known: neighbourLists(train, 4),
 * });
 * // For 0 the order is 3, 2, 1; for 1, whose neighbour 3 is known, it is 0, 2.
 * assert.equal(metrics.recallAt10, 1);
 * assert.equal(metrics.mrr, (1 / 3 + 1) / 2);
 * ```
 */
export async function rankingMetrics<K extends number = 10>(
  scorer: Scorer,
  truth: RankingTruth,
  options: RankingOptions<K> = {},
): Promise<RankingMetrics<K>> {
  const k = options.k ?? 10;
  const { relevant, known } = truth;
  const itemCount = known.offsets.length - 1;
  expectNumber("rank", "k", k, { min: 1, whole: true });
  if (relevant.offsets.length !== known.offsets.length) {
    throw new RangeError(
      `Cannot rank: relevant must have lists for ${itemCount} items, got ${
        relevant.offsets.length - 1
      }`,
    );
  }
  const blockSize = expectNumber(
    "rank",
    "blockSize",
    options.blockSize ??
      Math.max(1, Math.min(16, Math.floor(BLOCK_SCORES / itemCount))),
    { min: 1, whole: true },
  );
  const queries = options.queries ?? itemsWithNeighbours(relevant);
  if (queries.length === 0) {
    throw new RangeError(
      "Cannot rank: at least one item must have a relevant one, got none",
    );
  }
  for (const query of queries) {
    if (query >= itemCount || neighboursOf(relevant, query).length === 0) {
      throw new RangeError(
        `Cannot rank: query items must have a relevant one, got row ${query}`,
      );
    }
  }

  const discounts = cumulativeDiscounts(k);
  const pause = createPause(options.signal);
  const block = new Float32Array(
    Math.min(blockSize, queries.length) * itemCount,
  );
  let recall = 0, ndcg = 0, hitRate = 0, reciprocalRank = 0;
  let reported = performance.now();
  for (let start = 0; start < queries.length; start += blockSize) {
    await pause();
    const asked = queries.subarray(start, start + blockSize);
    scorer.scoreItems(asked, block.subarray(0, asked.length * itemCount));
    for (const [q, query] of asked.entries()) {
      const scores = block.subarray(q * itemCount, (q + 1) * itemCount);
      const wanted = neighboursOf(relevant, query);
      leaveCandidates(scores, query, neighboursOf(known, query), wanted);
      const one = rankQuery(scores, wanted, discounts);
      recall += one.recall;
      ndcg += one.ndcg;
      hitRate += one.hitRate;
      reciprocalRank += one.reciprocalRank;
    }
    const done = start + asked.length;
    if (
      done === queries.length || performance.now() - reported >= REPORT_MS
    ) {
      reported = performance.now();
      options.onProgress?.({
        task: "evaluate",
        done,
        total: queries.length,
        unit: "items",
        note: `ranking by ${scorer.name}`,
      });
    }
  }
  const n = queries.length;
  return {
    [`recallAt${k}`]: recall / n,
    [`ndcgAt${k}`]: ndcg / n,
    [`hitRateAt${k}`]: hitRate / n,
    mrr: reciprocalRank / n,
  } as RankingMetrics<K>;
}

/** Sets the scores of all that are no candidates to -Infinity. */
function leaveCandidates(
  scores: Float32Array,
  query: number,
  known: Uint32Array,
  relevant: Uint32Array,
): void {
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i]! > -Infinity)) {
      throw new RangeError(
        `Cannot rank: scores must be above -Infinity, got ${
          scores[i]
        } for item ${i} as a neighbour of item ${query}`,
      );
    }
  }
  scores[query] = -Infinity;
  for (const item of known) scores[item] = -Infinity;
  for (const item of relevant) {
    if (scores[item] === -Infinity) {
      throw new RangeError(
        `Cannot rank: a held-out pair must join two items that no training pair joins, got ${query} and ${item}`,
      );
    }
  }
}
