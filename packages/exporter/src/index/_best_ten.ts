import type { ItemModel } from "@kindred/core";
import { pairLogits } from "@kindred/kernels";
import { openRanker } from "@kindred/kernels/threads";
import {
  isCandidateScore,
  withUntrainedLast,
} from "../lists/_trained_items.ts";

/** How many an approximate search is judged by. */
export const TEN = 10;

/** The exact answers that an approximate search is compared with. */
export interface BestTen {
  /** Rows of the query items, uint32, shape `[q]`. */
  queries: Uint32Array;
  /**
   * Returns how many of the ten best a search has found for a query. One as good
   * as the tenth counts as it does.
   *
   * @param q Place of the query.
   * @param found Rows that were found, without the query.
   */
  hits(q: number, found: Uint32Array): number;
  /** How many hits there could be in all. */
  total: number;
}

/**
 * Finds the ten best trained items of some queries, exactly.
 *
 * @param model The model.
 * @param pairCounts Training pairs that hold each item.
 * @param queries Rows of trained items.
 * @param options Threads, and what cancels the work.
 */
export async function findBestTen(
  model: ItemModel,
  pairCounts: Uint32Array,
  queries: Uint32Array,
  { threads, signal }: { threads?: number; signal?: AbortSignal },
): Promise<BestTen> {
  const ranker = openRanker(
    withUntrainedLast("make an approximate index", model, pairCounts),
    { relaxed: false, ...threads === undefined ? {} : { threads } },
  );
  try {
    const { items, scores } = await ranker.rank(
      { queries, k: TEN },
      signal === undefined ? {} : { signal },
    );
    // best[q] is (at most 10): rows, best first
    const best = Array.from(queries, (_, q) => {
      const from = q * TEN;
      const count = scores.subarray(from, from + TEN).findIndex((score) =>
        !isCandidateScore(score)
      );
      return items.subarray(from, from + (count === -1 ? TEN : count));
    });
    return {
      queries,
      hits(q, found) {
        const rows = best[q]!;
        const logits = (of: Uint32Array) =>
          pairLogits(model, new Uint32Array(of.length).fill(queries[q]!), of);
        const least = Math.min(...logits(rows));
        const hits = logits(found).filter((logit) => logit >= least).length;
        return Math.min(hits, rows.length);
      },
      total: best.reduce((sum, { length }) => sum + length, 0),
    };
  } finally {
    await ranker.close();
  }
}
