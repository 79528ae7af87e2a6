import { expectNumber } from "@kindred/core";
import { sortClasses } from "@kindred/kernels";
import { sweepThresholds } from "./_sweep_thresholds.ts";

/** What it takes to reach a recall. */
export interface PrecisionAtRecall {
  /** Lowest score that counts as positive. */
  threshold: number;
  /** Share of positives among the pairs that are taken, in `(0, 1]`. */
  precision: number;
  /** Share of the positives that are taken: as asked for, or more. */
  recall: number;
}

/**
 * Returns the precision at the highest threshold that reaches a recall: how clean
 * the pairs are when that share of the positives must be among them.
 *
 * @param scores Similarity of each pair, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @param recall The share to reach, in `(0, 1]`. Default 0.9.
 * @throws {RangeError} If the lengths differ, a score is NaN, a label is neither
 * 0 nor 1, either class is empty, or the recall is out of range.
 *
 * @example
 * ```ts
 * import { precisionAtRecall } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(4, 3, 2, 1);
 * const labels = Uint8Array.of(1, 0, 1, 0);
 * assert.deepEqual(precisionAtRecall(scores, labels, 0.5), {
 *   threshold: 4,
 *   precision: 1,
 *   recall: 0.5,
 * });
 * assert.equal(precisionAtRecall(scores, labels).precision, 2 / 3);
 * ```
 */
export function precisionAtRecall(
  scores: Float32Array,
  labels: Uint8Array,
  recall = 0.9,
): PrecisionAtRecall {
  const action = "find the precision at a recall";
  expectNumber(action, "recall", recall, { min: 0, above: true, max: 1 });
  const classes = sortClasses(action, scores, labels);
  const positives = classes.positives.length;
  const reached: PrecisionAtRecall = {
    threshold: NaN,
    precision: 0,
    recall: 0,
  };
  sweepThresholds(classes, (threshold, truePositives, falsePositives) => {
    if (reached.recall >= recall) return;
    reached.threshold = threshold;
    reached.precision = truePositives / (truePositives + falsePositives);
    reached.recall = truePositives / positives;
  });
  return reached;
}
