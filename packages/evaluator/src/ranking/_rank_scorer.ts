import type { RankedItems, RankingJob } from "@kindred/kernels";
import type { RankOptions, Scorer } from "../scorers/scorer.ts";
import { DenseCandidates } from "./_dense_candidates.ts";
import { rankCandidates } from "./_rank_candidates.ts";

/**
 * Ranks by a scorer: its own way where it has one, else by its `scoreItems`.
 *
 * @param scorer What scores.
 * @param job What to rank.
 * @param itemCount How many items there are.
 * @param options See {@linkcode RankOptions}.
 */
export function rankScorer(
  scorer: Scorer,
  job: RankingJob,
  itemCount: number,
  options: RankOptions,
): Promise<RankedItems> {
  if (scorer.rank) return scorer.rank(job, options);
  const candidates = new DenseCandidates(scorer, job.queries, itemCount);
  return rankCandidates(job, itemCount, candidates, options);
}
