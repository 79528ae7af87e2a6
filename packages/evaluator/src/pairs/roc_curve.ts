import { sortClasses } from "@kindred/kernels";
import { sweepThresholds } from "./_sweep_thresholds.ts";

/** A ROC curve, threshold falling. All arrays have shape `[points]`. */
export interface RocCurve {
  /** Lowest score that counts as positive, float32; the first is Infinity. */
  threshold: Float32Array;
  /** Share of the negatives that score as much, float64, from 0 to 1. */
  falsePositiveRate: Float64Array;
  /** Share of the positives that score as much, float64, from 0 to 1. */
  truePositiveRate: Float64Array;
}

/**
 * Returns the ROC curve of scored item pairs: one point for each distinct score
 * and one before them where nothing counts as positive. Straight lines between
 * the points enclose the area that {@linkcode rocAuc} returns.
 *
 * @param scores Similarity of each pair, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @returns From (0, 0) to (1, 1), both included.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, or either class is empty.
 *
 * @example
 * ```ts
 * import { rocCurve } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(3, 2, 1);
 * const curve = rocCurve(scores, Uint8Array.of(1, 0, 1));
 * assert.deepEqual([...curve.threshold], [Infinity, 3, 2, 1]);
 * assert.deepEqual([...curve.truePositiveRate], [0, 0.5, 0.5, 1]);
 * assert.deepEqual([...curve.falsePositiveRate], [0, 0, 1, 1]);
 * ```
 */
export function rocCurve(scores: Float32Array, labels: Uint8Array): RocCurve {
  const classes = sortClasses("draw the ROC curve", scores, labels);
  const positives = classes.positives.length;
  const negatives = classes.negatives.length;
  const threshold = new Float32Array(scores.length + 1);
  const falsePositiveRate = new Float64Array(scores.length + 1);
  const truePositiveRate = new Float64Array(scores.length + 1);
  threshold[0] = Infinity;
  let points = 1;
  sweepThresholds(classes, (score, truePositives, falsePositives) => {
    threshold[points] = score;
    falsePositiveRate[points] = falsePositives / negatives;
    truePositiveRate[points] = truePositives / positives;
    points++;
  });
  return {
    threshold: threshold.slice(0, points),
    falsePositiveRate: falsePositiveRate.slice(0, points),
    truePositiveRate: truePositiveRate.slice(0, points),
  };
}
