import type { LabelledPairs } from "@kindred/core";
import { createPause } from "./_pause.ts";
import type { ScorerCurves } from "./evaluation_report.ts";
import type { JudgedPairs } from "./intervals/judged.ts";
import type { Judgement } from "./judgement.ts";
import {
  rankingMetrics,
  type RankingOptions,
  type RankingResult,
} from "./ranking/ranking_metrics.ts";
import { scorerCurves } from "./report/scorer_curves.ts";
import type { Scorer } from "./scorers/scorer.ts";

/** What one scorer made of everything that it is judged by. */
export interface JudgedScorer {
  /** What it is called. */
  name: string;
  /** All validation pairs with their scores. */
  pairs: JudgedPairs;
  /** All query items with what their rankings are worth. */
  ranking: RankingResult<number>;
  /** Held-out pairs and their degree-matched negatives with their scores. */
  matched: JudgedPairs;
  /** Its curves over all validation pairs, thinned. */
  curves: ScorerCurves;
}

/** Scores the pairs and ranks the catalogue by one scorer. */
export async function judgeScorer(
  scorer: Scorer,
  judgement: Judgement,
  ranking: RankingOptions<number>,
): Promise<JudgedScorer> {
  const pause = createPause(ranking.signal);
  const pairs = scored(scorer, judgement.validation);
  await pause();
  const matched = scored(scorer, judgement.matched);
  await pause();
  const curves = scorerCurves(pairs);
  const result = await rankingMetrics(scorer, judgement.truth, {
    ...ranking,
    queries: judgement.queries,
  });
  return { name: scorer.name, pairs, matched, ranking: result, curves };
}

function scored(scorer: Scorer, pairs: LabelledPairs): JudgedPairs {
  const { left, right, label } = pairs;
  return {
    left,
    right,
    labels: label,
    scores: scorer.scorePairs(left, right),
    logits: scorer.logits ?? false,
  };
}
