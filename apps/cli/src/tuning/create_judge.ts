import { createRandom, type ItemModel, shuffleInPlace } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import {
  itemsWithNeighbours,
  meanRanking,
  modelScorer,
  neighbourLists,
  rankingMetrics,
  rocAuc,
} from "@kindred/evaluator";

/** What a candidate's model is worth. */
export interface TrialMetrics {
  /** ROC-AUC over the held-out pairs and as many negatives. */
  rocAuc: number;
  /** NDCG@10 over the full catalogue, for at most 2,000 query items. */
  ndcgAt10: number;
}

/** What candidates can be chosen by. */
export const TUNE_METRICS = ["mean", "ndcg", "roc-auc"] as const;

/** One of {@linkcode TUNE_METRICS}. */
export type TuneMetric = typeof TUNE_METRICS[number];

/** Most query items: the same ones for all candidates, so that noise is shared. */
const MOST_QUERIES = 2000;

/** The stream of the seed from which query items are drawn. */
const STREAM = 10;

/**
 * Returns what judges models by the validation pairs of a split, as `kindred
 * evaluate` does but over fewer query items.
 *
 * @param split What to judge by; its training pairs are those of the models.
 * @param seed Seed of the choice of query items.
 */
export function createJudge(
  { itemCount, train, validation }: Split,
  seed: number,
): (model: ItemModel, signal?: AbortSignal) => Promise<TrialMetrics> {
  const { left, right, label } = validation;
  const held = (_: number, p: number) => label[p] === 1;
  const truth = {
    relevant: neighbourLists(
      { left: left.filter(held), right: right.filter(held) },
      itemCount,
    ),
    known: neighbourLists(train, itemCount),
  };
  const queries = shuffleInPlace(
    itemsWithNeighbours(truth.relevant),
    createRandom(seed, STREAM),
  ).slice(0, MOST_QUERIES);
  return async (model, signal) => {
    const scorer = modelScorer(model);
    const ranking = await rankingMetrics(scorer, truth, {
      queries,
      ...signal === undefined ? {} : { signal },
    });
    const { ndcgAt10 } = meanRanking(ranking);
    return { rocAuc: rocAuc(scorer.scorePairs(left, right), label), ndcgAt10 };
  };
}

/** Returns what a model is chosen by: a metric, or the mean of both. */
export function scoreOf(
  { rocAuc, ndcgAt10 }: TrialMetrics,
  metric: TuneMetric,
): number {
  switch (metric) {
    case "roc-auc":
      return rocAuc;
    case "ndcg":
      return ndcgAt10;
    case "mean":
      return (rocAuc + ndcgAt10) / 2;
  }
}
