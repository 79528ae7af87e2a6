import type { ItemModel } from "@kindred/core";
import type { ArrayAllocator } from "../array_allocator.ts";
import { type RankingJob, type RankingTask, unrankable } from "../ranking.ts";
import type { RowRange } from "../row_range.ts";
import { addressOf } from "./_address_of.ts";
import { Scratch } from "./_scratch.ts";
import type { KernelExports } from "./load_kernels.ts";
import { simdScoreItems } from "./score_items.ts";

/** Scores of a block, if nobody says otherwise: 64 MiB. */
const BLOCK_SCORES = 2 ** 24;

/** Queries of a block at most: for more, the table is hardly gone through less. */
const BLOCK_QUERIES = 32;

/**
 * Returns how many queries are ranked at a time.
 *
 * @param itemCount How many items there are.
 * @param scores How many scores a block may hold; it holds one row in any case.
 * Default 2^24.
 */
export function rankingBlock(itemCount: number, scores = BLOCK_SCORES): number {
  const fitting = Math.floor(scores / Math.max(1, itemCount));
  return Math.max(1, Math.min(BLOCK_QUERIES, fitting));
}

/** Ranks some of a task's queries; what it throws is as `simdRankItems` says. */
export type RankQueries = (
  model: ItemModel,
  task: RankingTask,
  queries: RowRange,
) => void;

/**
 * Returns a function that ranks one block of a task's queries: their scores are
 * all taken first, in a table of queries by items that is kept as scratch, and
 * each row is gone through twice.
 *
 * A query's result does not depend on the block that it is in.
 *
 * @param kernels The kernels, over the memory that the model lies in.
 * @param arrays Where scratch shall come from: that memory.
 */
export function simdRankQueries(
  kernels: KernelExports,
  arrays: ArrayAllocator,
): RankQueries {
  const scoreItems = simdScoreItems(kernels, arrays);
  const table = new Scratch(arrays);
  const positions = new Scratch(arrays);
  const counts = new Scratch(arrays);
  return (model, task, { from, to }) => {
    const { queries, k, excluded, relevant } = task.job;
    const { itemCount } = model.embeddings;
    const room = table.atLeast((to - from) * itemCount);
    const block = new Float32Array(
      room.buffer,
      room.byteOffset,
      (to - from) * itemCount,
    );
    scoreItems(model, queries.subarray(from, to), block);

    const capacity = Math.min(k, itemCount);
    const best = positions.atLeast(capacity);
    const found = counts.atLeast(4);
    for (let q = from; q < to; q++) {
      const query = queries[q]!;
      const scores = block.subarray(
        (q - from) * itemCount,
        (q - from + 1) * itemCount,
      );
      const leftOut = leaveCandidates(scores, query, excluded);
      const size = kernels.topK(
        addressOf(scores),
        itemCount,
        capacity,
        addressOf(best),
      );
      // NaN equals nothing, and nothing is above it.
      const last = size > 0 ? scores[best[size - 1]!]! : NaN;
      const top = relevant ? copyRelevant(scores, q, task) : NaN;
      kernels.countScores(
        addressOf(scores),
        itemCount,
        top,
        last,
        addressOf(found),
      );
      const [higher, tied, tiedAtLast, candidates] = found;
      if (candidates! + leftOut < itemCount) {
        expectScores(scores, query, excluded);
      }
      keepBest(task, q, scores, best.subarray(0, size));
      task.ranked.tiedAtLast[q] = tiedAtLast!;
      if (relevant) {
        task.ranked.higher[q] = higher!;
        task.ranked.tied[q] = tied!;
      }
    }
  };
}

/** Sets the scores of what is no candidate to -Infinity; returns of how many. */
function leaveCandidates(
  scores: Float32Array,
  query: number,
  excluded: RankingJob["excluded"],
): number {
  scores[query] = -Infinity;
  let leftOut = 1;
  if (excluded === undefined) return leftOut;
  const { start, partner } = excluded;
  const end = start[query + 1]!;
  for (let at = start[query]!; at < end; at++) {
    const item = partner[at]!;
    // An item may be listed twice.
    if (scores[item] === -Infinity) continue;
    scores[item] = -Infinity;
    leftOut++;
  }
  return leftOut;
}

/** Copies the relevant items' scores, and returns the best: NaN where there is none. */
function copyRelevant(
  scores: Float32Array,
  q: number,
  { job, ranked, relevantStart }: RankingTask,
): number {
  const { start, partner } = job.relevant!;
  const query = job.queries[q]!;
  const begin = start[query]!, end = start[query + 1]!;
  const offset = relevantStart[q]! - begin;
  let top = begin < end ? -Infinity : NaN;
  for (let at = begin; at < end; at++) {
    const score = scores[partner[at]!]!;
    ranked.relevantScores[offset + at] = score;
    top = Math.max(top, score);
  }
  return top;
}

/** Copies the best items and their scores, and marks where there are no more. */
function keepBest(
  { job, ranked }: RankingTask,
  q: number,
  scores: Float32Array,
  best: Uint32Array,
): void {
  const begin = q * job.k;
  ranked.count[q] = best.length;
  ranked.items.set(best, begin);
  for (let place = 0; place < best.length; place++) {
    ranked.scores[begin + place] = scores[best[place]!]!;
  }
  ranked.scores.fill(-Infinity, begin + best.length, begin + job.k);
}

/** Throws for the first candidate without a score, if there is one. */
function expectScores(
  scores: Float32Array,
  query: number,
  excluded: RankingJob["excluded"],
): void {
  const others = new Set([query]);
  if (excluded) {
    const { start, partner } = excluded;
    for (const item of partner.subarray(start[query], start[query + 1])) {
      others.add(item);
    }
  }
  for (let item = 0; item < scores.length; item++) {
    if (!(scores[item]! > -Infinity) && !others.has(item)) {
      throw unrankable(scores[item]!, item, query);
    }
  }
}
