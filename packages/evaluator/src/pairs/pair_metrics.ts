import { type ScoredPairs, sortPairs } from "./sorted_pairs.ts";
import { weightedPairMetrics } from "./weighted_pair_metrics.ts";

/**
 * How well a scorer tells positive pairs from negatives. Those that need
 * probabilities are null for a scorer that gives no logits.
 */
export interface PairMetrics {
  /** Area under the ROC curve, in `[0, 1]`; see {@linkcode rocAuc}. */
  rocAuc: number;
  /** Average precision, in `(0, 1]`; see {@linkcode averagePrecision}. */
  averagePrecision: number;
  /** Best F1 of any threshold, in `(0, 1]`; see {@linkcode bestF1Threshold}. */
  bestF1: number;
  /** The score from which on pairs are taken for it. */
  bestF1Threshold: number;
  /**
   * Precision at the highest threshold with a recall of at least 0.9, in
   * `(0, 1]`; see {@linkcode precisionAtRecall}.
   */
  precisionAtRecall90: number;
  /** The score from which on pairs are taken for it. */
  thresholdAtRecall90: number;
  /** Mean logistic loss, in nats; see {@linkcode logLoss}. */
  logLoss: number | null;
  /**
   * Expected calibration error over 10 bins, in `[0, 1]`; see
   * {@linkcode calibrationError}.
   */
  calibrationError: number | null;
  /**
   * Largest fall of precision as the threshold falls by a probability of 0.05,
   * in `[0, 1]`; see {@linkcode precisionCliff}.
   */
  cliff: number | null;
  /** The probability at its foot; null too where precision never falls. */
  cliffThreshold: number | null;
}

/** The names of {@linkcode PairMetrics}, in the order of a table. */
export const PAIR_METRICS: readonly (keyof PairMetrics)[] = [
  "rocAuc",
  "averagePrecision",
  "bestF1",
  "bestF1Threshold",
  "precisionAtRecall90",
  "thresholdAtRecall90",
  "logLoss",
  "calibrationError",
  "cliff",
  "cliffThreshold",
];

/**
 * Returns all pair metrics of scored item pairs, which are sorted once for all
 * of them: what the functions of single metrics return.
 *
 * @param scored The pairs; not changed.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example
 * ```ts
 * import { pairMetrics, rocAuc } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(3, 1, 0, -2);
 * const labels = Uint8Array.of(1, 0, 1, 0);
 * const metrics = pairMetrics({ scores, labels, logits: false });
 * assert.equal(metrics.rocAuc, rocAuc(scores, labels));
 * assert.equal(metrics.bestF1, 4 / 5);
 * assert.equal(metrics.bestF1Threshold, 0);
 * assert.equal(metrics.logLoss, null);
 * ```
 */
export function pairMetrics(scored: ScoredPairs): PairMetrics {
  const sorted = sortPairs(scored);
  const once = new Uint8Array(scored.scores.length).fill(1);
  // Both classes are there, and no weight is 0.
  return weightedPairMetrics(sorted, once)!;
}
