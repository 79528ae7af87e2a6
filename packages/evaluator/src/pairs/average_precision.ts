import { sortClasses } from "@kindred/kernels";
import { sweepThresholds } from "./_sweep_thresholds.ts";

/**
 * Returns the average precision of scored item pairs: the precision at each
 * threshold, weighted by the recall that the threshold adds, Σ (Rₜ - Rₜ₋₁) Pₜ
 * over the distinct scores from the highest down.
 *
 * Equal scores share one threshold, so their order does not matter. This is
 * the step-wise sum of scikit-learn's `average_precision_score`, not the
 * trapezoid, which is too kind (Davis and Goadrich 2006,
 * doi 10.1145/1143844.1143874).
 *
 * @param scores Similarity of each pair, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @returns A number in `(0, 1]`; chance is the share of positives.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example Positives in first and third place
 * ```ts
 * import { averagePrecision } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(0.9, 0.5, 0.2);
 * const labels = Uint8Array.of(1, 0, 1);
 *
 * assert.equal(averagePrecision(scores, labels), (1 / 1 + 2 / 3) / 2);
 * ```
 */
export function averagePrecision(
  scores: Float32Array,
  labels: Uint8Array,
): number {
  const classes = sortClasses("compute average precision", scores, labels);
  let sum = 0;
  let before = 0;
  sweepThresholds(classes, (_, truePositives, falsePositives) => {
    const precision = truePositives / (truePositives + falsePositives);
    sum += (truePositives - before) * precision;
    before = truePositives;
  });
  return sum / classes.positives.length;
}
