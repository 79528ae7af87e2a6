import { expectNumber } from "@kindred/core";
import { sigmoid, sortClasses } from "@kindred/kernels";
import { CLIFF_WIDTH, CliffPoints } from "./_cliff_points.ts";
import { sweepThresholds } from "./_sweep_thresholds.ts";

/** Options of {@linkcode precisionCliff}. */
export interface PrecisionCliffOptions {
  /**
   * How far the threshold falls, a probability in `(0, 1]`.
   *
   * @default {0.05}
   */
  width?: number;
}

/** Where precision falls most steeply as the threshold does. */
export interface PrecisionCliff {
  /** How far precision falls, in `[0, 1]`. */
  drop: number;
  /**
   * Lowest probability still taken at the foot of the cliff, where precision has
   * fallen; null where it never falls.
   */
  threshold: number | null;
}

/**
 * Returns the steepest fall of precision of scored item pairs: how much of it a
 * small move of the threshold can cost.
 *
 * With P(t) the share of positives among the pairs with a probability of t or
 * more, it is the largest P(t + width) - P(t) over all real t, exactly, not over
 * a grid. Where no pair reaches t + width there is no precision to fall from, and
 * t does not count; below the lowest probability, P(t) is the share of positives
 * among all pairs. So it is never negative, and a scorer whose probabilities are
 * closer together than the width falls from its best precision to that share.
 *
 * @param logits Logit of each pair, in nats, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @param options How far the threshold falls.
 * @returns Of equally large falls the one at the highest threshold.
 * @throws {RangeError} If the lengths differ, a logit is NaN, a label is neither
 * 0 nor 1, either class is empty, or the width is out of range.
 *
 * @example Precision is 1 down to 0.52, and 0.5 from 0.5 down
 * ```ts
 * import { precisionCliff } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const logits = Float32Array.of(2, 0.08, 0, 0);
 * const labels = Uint8Array.of(1, 1, 0, 0);
 * assert.deepEqual(precisionCliff(logits, labels), {
 *   drop: 0.5,
 *   threshold: 0.5,
 * });
 * ```
 */
export function precisionCliff(
  logits: Float32Array,
  labels: Uint8Array,
  options: PrecisionCliffOptions = {},
): PrecisionCliff {
  const { width = CLIFF_WIDTH } = options;
  const action = "find the cliff of precision";
  expectNumber(action, "width", width, { min: 0, above: true, max: 1 });
  const classes = sortClasses(action, logits, labels);
  const points = new CliffPoints(logits.length);
  sweepThresholds(classes, (threshold, truePositives, falsePositives) => {
    const precision = truePositives / (truePositives + falsePositives);
    points.add(sigmoid(threshold), precision);
  });
  return points.find(width);
}
