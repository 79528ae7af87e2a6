import {
  type RankedItems,
  type RankingJob,
  rankingTask,
} from "@kindred/kernels";
import { createPause } from "../_pause.ts";
import type { RankOptions } from "../scorers/scorer.ts";
import { BestItems } from "./_best_items.ts";
import { type Candidates, Excluded } from "./_candidates.ts";
import { checkRankingJob } from "./_check_ranking_job.ts";

/**
 * Ranks candidates in the calling thread, one query after the other; lets the
 * event loop turn about every 40 ms.
 *
 * @param job What to rank.
 * @param itemCount How many items there are.
 * @param candidates How they score.
 * @param options `threads` is not looked at.
 * @throws {RangeError} If the job is not as {@linkcode checkRankingJob} says, or a
 * relevant item is the query or excluded.
 * @throws The signal's reason, if it cancels the work.
 */
export async function rankCandidates(
  job: RankingJob,
  itemCount: number,
  candidates: Candidates,
  options: RankOptions = {},
): Promise<RankedItems> {
  checkRankingJob(job, itemCount);
  const { queries, k, relevant } = job;
  const { ranked, relevantStart } = rankingTask(job);
  const excluded = new Excluded(itemCount, job.excluded);
  const best = new BestItems(Math.min(k, itemCount));
  const pause = createPause(options.signal);
  for (const [q, query] of queries.entries()) {
    await pause();
    excluded.turnTo(query);
    candidates.turnTo(query, excluded);

    best.clear();
    candidates.offerTo(best);
    const { count } = best;
    ranked.items.set(best.items.subarray(0, count), q * k);
    ranked.scores.fill(-Infinity, q * k, (q + 1) * k);
    ranked.scores.set(best.scores.subarray(0, count), q * k);
    ranked.count[q] = count;
    if (count > 0) {
      ranked.tiedAtLast[q] = candidates.count(best.scores[count - 1]!).tied;
    }

    if (relevant && relevant.start[query + 1]! > relevant.start[query]!) {
      const wanted = ranked.relevantScores
        .subarray(relevantStart[q], relevantStart[q + 1]);
      let highest = -Infinity;
      for (let i = 0; i < wanted.length; i++) {
        const item = relevant.partner[relevant.start[query]! + i]!;
        if (excluded.has(item)) {
          throw new RangeError(
            `Cannot rank: a held-out pair must join two items that no training pair joins, got ${query} and ${item}`,
          );
        }
        wanted[i] = candidates.scoreOf(item);
        highest = Math.max(highest, wanted[i]!);
      }
      const { higher, tied } = candidates.count(highest);
      ranked.higher[q] = higher;
      ranked.tied[q] = tied;
    }
    options.onProgress?.(q + 1, queries.length);
  }
  return ranked;
}
