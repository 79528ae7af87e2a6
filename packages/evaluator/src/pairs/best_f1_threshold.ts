import { sortClasses } from "@kindred/kernels";
import { sweepThresholds } from "./_sweep_thresholds.ts";

/** What is reached by taking all pairs from some score on. */
export interface BestF1 {
  /** Lowest score that counts as positive. */
  threshold: number;
  /** Harmonic mean of precision and recall there, in `(0, 1]`. */
  f1: number;
  /** Share of positives among the pairs that are taken, in `(0, 1]`. */
  precision: number;
  /** Share of the positives that are taken, in `(0, 1]`. */
  recall: number;
}

/**
 * Returns the score from which on to take pairs for the best F1, the harmonic
 * mean of precision and recall: 2 TP / (2 TP + FP + FN). Of thresholds that are
 * equally good it is the highest.
 *
 * The best of many thresholds on the very pairs that it is judged by: kind by
 * nature, the more so the fewer the pairs.
 *
 * @param scores Similarity of each pair, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example
 * ```ts
 * import { bestF1Threshold } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(4, 3, 2, 1);
 * const best = bestF1Threshold(scores, Uint8Array.of(1, 0, 1, 0));
 * assert.deepEqual(best, {
 *   threshold: 2,
 *   f1: 4 / 5,
 *   precision: 2 / 3,
 *   recall: 1,
 * });
 * ```
 */
export function bestF1Threshold(
  scores: Float32Array,
  labels: Uint8Array,
): BestF1 {
  const classes = sortClasses("find the best F1", scores, labels);
  const positives = classes.positives.length;
  const best: BestF1 = { threshold: NaN, f1: 0, precision: 0, recall: 0 };
  sweepThresholds(classes, (threshold, truePositives, falsePositives) => {
    const taken = truePositives + falsePositives;
    // 2 TP + FP + FN is the pairs that are taken and the positives.
    const f1 = 2 * truePositives / (taken + positives);
    if (f1 > best.f1) {
      best.threshold = threshold;
      best.f1 = f1;
      best.precision = truePositives / taken;
      best.recall = truePositives / positives;
    }
  });
  return best;
}
