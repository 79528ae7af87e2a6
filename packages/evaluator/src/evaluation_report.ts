import type { PairMetrics } from "./pairs/pair_metrics.ts";
import type { RankingMetrics } from "./ranking/ranking_metrics.ts";

/** How good one scorer is: numbers by name, pair metrics and ranking metrics. */
export type ScorerMetrics<K extends number = 10> =
  & PairMetrics
  & RankingMetrics<K>;

/** What a metric's true value is likely to be within: a 95 % interval. */
export type Interval = readonly [low: number, high: number];

/** A scorer over some of the pairs and query items. */
export interface SliceReport {
  /** Held-out pairs in the slice. */
  pairs: number;
  /** Negatives in it. */
  negatives: number;
  /** Query items in it. */
  queryItems: number;
  /** Metrics by name; null where the slice has too little for one. */
  metrics: Record<string, number | null>;
  /** 95 % intervals by the names of the metrics that have one. */
  intervals: Record<string, Interval>;
}

/** All that is known of how good one scorer is. */
export type ScorerReport<K extends number = 10> = ScorerMetrics<K> & {
  /** 95 % intervals by the names of the metrics that have one. */
  intervals: Record<string, Interval>;
  /**
   * The same over parts: `seen`, `head`, `middle`, `tail`, `degreeMatched`, and
   * those that were asked for.
   */
  slices: Record<string, SliceReport>;
};

/** The simple methods that every model is measured against, the best first. */
export const BASELINES = [
  "adamicAdar",
  "commonNeighbours",
  "cosine",
  "degree",
  "random",
] as const;

/** One of {@linkcode BASELINES}. */
export type Baseline = typeof BASELINES[number];

/** Something in the split that makes its numbers say less than they seem to. */
export interface LeakWarning {
  /** What it is. */
  kind:
    | "heldOutInTraining"
    | "negativeKnown"
    | "duplicatePair"
    | "unseenItem";
  /** How many there are. */
  count: number;
  /** Of how many. */
  of: number;
  /** What it means, in a sentence. */
  message: string;
  /** Rows of the first few. */
  examples: [left: number, right: number][];
}

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
  /** Held-out pairs (label 1) that were judged by. */
  pairs: number;
  /** Drawn negatives (label 0) that were judged by. */
  negatives: number;
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
  /** Pairs by score; `edges` has one more than the others. */
  histogram: { edges: number[]; positives: number[]; negatives: number[] };
  /**
   * How often pairs of a predicted probability are held-out ones; null for a
   * scorer that predicts none.
   */
  calibration: {
    /** Mean probability of each bin. */
    predicted: number[];
    /** Share of held-out pairs in it. */
    observed: number[];
    /** Pairs in it. */
    pairs: number[];
  } | null;
}

/** The metrics of a model beside those of the baselines. */
export type EvaluationMetrics<K extends number = 10> = ScorerReport<K> & {
  /** The baselines' metrics over the same pairs and queries. */
  baselines: Record<Baseline, ScorerReport<K>>;
  /** How much was gone over. */
  counts: EvaluationCounts;
  /** Places that count in the metrics named after them, ascending. */
  k: K[];
  /** Resamples behind the intervals of the model as a whole. */
  resamples: number;
  /** What in the split makes the numbers say less. */
  warnings: LeakWarning[];
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
