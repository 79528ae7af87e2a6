import type { RankingMetrics } from "./ranking/ranking_metrics.ts";

/** How good one scorer is. Each number is in `[0, 1]`; more is better. */
export type ScorerMetrics<K extends number = 10> =
  & {
    /** ROC-AUC of the held-out pairs against the drawn negatives. */
    rocAuc: number;
    /**
     * The same over those pairs whose both items occur in a training pair; null
     * where a class has no such pair.
     */
    rocAucSeen: number | null;
    /** Average precision of the same pairs. */
    averagePrecision: number;
  }
  & RankingMetrics<K>;

/** The simple methods that every model is measured against. */
export const BASELINES = ["degree", "adamicAdar"] as const;

/** One of {@linkcode BASELINES}. */
export type Baseline = typeof BASELINES[number];

/** How much an evaluation went over. */
export interface EvaluationCounts {
  /** Items in the catalogue. */
  items: number;
  /** Items that occur in a training pair. */
  itemsSeen: number;
  /** Items that were ranked for: the queries of the ranking metrics. */
  queryItems: number;
  /** Items with a held-out neighbour; more than `queryItems` where those were drawn. */
  queryItemsPossible: number;
  /** Training pairs. */
  trainPairs: number;
  /** Held-out pairs (label 1). */
  pairs: number;
  /** Drawn negatives (label 0). */
  negatives: number;
  /** Held-out pairs whose both items occur in a training pair. */
  pairsSeen: number;
  /** Drawn negatives whose both items occur in a training pair. */
  negativesSeen: number;
}

/** Curves of one scorer, thinned for plotting. Arrays of a curve align. */
export interface ScorerCurves {
  /** From (0, 0) to (1, 1), at most 500 points. */
  roc: { falsePositiveRate: number[]; truePositiveRate: number[] };
  /** Threshold falling, in the scorer's unit, at most 500 points. */
  precisionRecall: {
    threshold: number[];
    precision: number[];
    recall: number[];
  };
}

/** The metrics of a model beside those of the baselines. */
export type EvaluationMetrics<K extends number = 10> = ScorerMetrics<K> & {
  /** The baselines' metrics over the same pairs and queries. */
  baselines: Record<Baseline, ScorerMetrics<K>>;
  /** How much was gone over. */
  counts: EvaluationCounts;
  /** Places that count in the metrics named after them. */
  k: K;
};

/** All that an evaluation finds. */
export type EvaluationReport<K extends number = 10> = EvaluationMetrics<K> & {
  /** Curves of the model and the baselines. */
  curves: Record<"model" | Baseline, ScorerCurves>;
};

/**
 * Returns a report without its curves: what `metrics.json` holds.
 *
 * @param report The whole report; not changed.
 */
export function metricsOf<K extends number>(
  report: EvaluationReport<K>,
): EvaluationMetrics<K> {
  const { curves: _, ...metrics } = report;
  return metrics as unknown as EvaluationMetrics<K>;
}
