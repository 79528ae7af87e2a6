import { type ArrayAllocator, HEAP } from "./array_allocator.ts";
import type { Neighbours } from "./neighbours.ts";

/** What the best items are asked for. */
export interface RankingJob {
  /**
   * Rows of the query items, uint32, shape `[q]`; an item may be asked for more
   * than once.
   */
  queries: Uint32Array;
  /** How many of the best items each query is given, a whole number >= 1. */
  k: number;
  /**
   * Rows that are no candidates of each item, beside itself; `start` of shape
   * `[itemCount + 1]`. Default none.
   */
  excluded?: Pick<Neighbours, "start" | "partner">;
  /**
   * What each item should find: adds `higher`, `tied` and `relevantScores`.
   * `start` of shape `[itemCount + 1]`. Default nothing.
   */
  relevant?: Pick<Neighbours, "start" | "partner">;
}

/**
 * The best items of each query out of the whole catalogue, and what metrics need
 * to know of the rest. Candidates are all items but the query and what is
 * excluded.
 */
export interface RankedItems {
  /**
   * Rows of the best candidates, best first, equal ones by row, uint32, shape
   * `[q, k]`; behind the first `count[q]` they are 0.
   */
  items: Uint32Array;
  /** Their scores, float32, same shape; behind the first `count[q]` -Infinity. */
  scores: Float32Array;
  /**
   * How many there are, uint32, shape `[q]`: k, or fewer where there are fewer
   * candidates.
   */
  count: Uint32Array;
  /**
   * Candidates that score as the last of the best does, itself among them,
   * uint32, shape `[q]`; 0 where there is no candidate.
   */
  tiedAtLast: Uint32Array;
  /**
   * Candidates that score above the best relevant item, uint32, shape `[q]`; 0
   * where an item has none, and of shape `[0]` for a job without `relevant`.
   */
  higher: Uint32Array;
  /** Candidates that score as it does, itself among them; of the same shape. */
  tied: Uint32Array;
  /**
   * The score of each relevant item of each query, query after query and in the
   * order of `relevant.partner`, float32; empty for a job without `relevant`.
   */
  relevantScores: Float32Array;
}

/** A ranking that is under way: what is asked, and what is known so far. */
export interface RankingTask {
  /** What is asked. */
  job: RankingJob;
  /** What is known so far. */
  ranked: RankedItems;
  /**
   * Where each query's scores begin in `ranked.relevantScores`, uint32, shape
   * `[q + 1]`, or `[0]` for a job without `relevant`.
   */
  relevantStart: Uint32Array;
}

/**
 * Returns a job with nothing of it done, and zeros for all that will be known.
 *
 * @param job What is asked, as `checkRanking` allows.
 * @param arrays Where the result's arrays shall lie. Default the heap.
 */
export function rankingTask(
  job: RankingJob,
  arrays: ArrayAllocator = HEAP,
): RankingTask {
  const { queries, k, relevant } = job;
  const q = queries.length;
  const relevantStart = arrays.uint32(relevant ? q + 1 : 0);
  if (relevant) {
    for (const [at, query] of queries.entries()) {
      relevantStart[at + 1] = relevantStart[at]! +
        relevant.start[query + 1]! - relevant.start[query]!;
    }
  }
  const ranked = {
    items: arrays.uint32(q * k),
    scores: arrays.float32(q * k),
    count: arrays.uint32(q),
    tiedAtLast: arrays.uint32(q),
    higher: arrays.uint32(relevant ? q : 0),
    tied: arrays.uint32(relevant ? q : 0),
    relevantScores: arrays.float32(relevantStart.at(-1) ?? 0),
  };
  return { job, ranked, relevantStart };
}

/**
 * Returns the error for a score by which nothing can be ranked.
 *
 * @param score NaN or -Infinity.
 * @param item Row of the candidate that has it.
 * @param query Row of the query item.
 */
export function unrankable(
  score: number,
  item: number,
  query: number,
): RangeError {
  return new RangeError(
    `Cannot rank: scores must be above -Infinity, got ${score} for item ${item} as a neighbour of item ${query}`,
  );
}
