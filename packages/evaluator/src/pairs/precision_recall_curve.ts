import { sortClasses } from "@kindred/kernels";
import { sweepThresholds } from "./_sweep_thresholds.ts";

/** Precision and recall, threshold falling. All arrays have shape `[points]`. */
export interface PrecisionRecallCurve {
  /** Lowest score that counts as positive, float32. */
  threshold: Float32Array;
  /** Share of positives among the pairs that score as much, float64. */
  precision: Float64Array;
  /** Share of the positives that score as much, float64; the last is 1. */
  recall: Float64Array;
}

/**
 * Returns precision and recall of scored item pairs at each distinct score.
 *
 * No point is made up where nothing counts as positive and precision would be
 * 0 / 0.
 *
 * @param scores Similarity of each pair, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(3, 2, 1);
 * const curve = precisionRecallCurve(scores, Uint8Array.of(1, 0, 1));
 * assert.deepEqual([...curve.threshold], [3, 2, 1]);
 * assert.deepEqual([...curve.precision], [1, 1 / 2, 2 / 3]);
 * assert.deepEqual([...curve.recall], [1 / 2, 1 / 2, 1]);
 * ```
 */
export function precisionRecallCurve(
  scores: Float32Array,
  labels: Uint8Array,
): PrecisionRecallCurve {
  const classes = sortClasses(
    "draw the precision-recall curve",
    scores,
    labels,
  );
  const positives = classes.positives.length;
  const threshold = new Float32Array(scores.length);
  const precision = new Float64Array(scores.length);
  const recall = new Float64Array(scores.length);
  let points = 0;
  sweepThresholds(classes, (score, truePositives, falsePositives) => {
    threshold[points] = score;
    precision[points] = truePositives / (truePositives + falsePositives);
    recall[points] = truePositives / positives;
    points++;
  });
  return {
    threshold: threshold.slice(0, points),
    precision: precision.slice(0, points),
    recall: recall.slice(0, points),
  };
}
