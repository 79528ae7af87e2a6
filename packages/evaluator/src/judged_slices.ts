import type { Judged, JudgedPairs } from "./intervals/judged.ts";
import type { JudgedScorer } from "./judge_scorer.ts";
import { takePairs } from "./judgement.ts";
import type { RankingResult } from "./ranking/ranking_metrics.ts";
import type { Slice } from "./slices/find_slices.ts";

/** The slice of held-out pairs and negatives that are as popular. */
export const DEGREE_MATCHED = "degreeMatched";

/**
 * Yields what a scorer made of each slice, one at a time: each is a copy of its
 * part, and all of them together may be larger than the whole.
 */
export function* judgedSlices(
  { pairs, matched, ranking }: JudgedScorer,
  slices: Record<string, Slice>,
): Generator<[name: string, judged: Judged]> {
  for (const [name, slice] of Object.entries(slices)) {
    yield [name, {
      pairs: pairsAt(pairs, slice.pairs),
      queries: {
        items: slice.queries.map((q) => ranking.queries[q]!),
        values: valuesAt(ranking, slice.queries),
      },
    }];
  }
  yield [DEGREE_MATCHED, { pairs: matched, queries: null }];
}

function pairsAt(pairs: JudgedPairs, positions: Uint32Array): JudgedPairs {
  const { labels, scores, logits } = pairs;
  return {
    ...takePairs(pairs, positions),
    labels: Uint8Array.from(positions, (p) => labels[p]!),
    scores: Float32Array.from(positions, (p) => scores[p]!),
    logits,
  };
}

function valuesAt(
  { perQuery }: RankingResult<number>,
  positions: Uint32Array,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries<Float64Array>(perQuery).map(([name, values]) => [
      name,
      Float64Array.from(positions, (q) => values[q]!),
    ]),
  );
}
