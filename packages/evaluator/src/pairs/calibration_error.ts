import {
  calibrationCurve,
  type CalibrationOptions,
} from "./calibration_curve.ts";

/**
 * Returns the expected calibration error of scored item pairs: how far the share
 * of positives lies from the mean probability, averaged over the bins of
 * {@linkcode calibrationCurve}, each weighted by its pairs (Naeini, Cooper and
 * Hauskrecht 2015; with bins of equal width, as here, Guo et al. 2017,
 * arXiv:1706.04599).
 *
 * @param logits Logit of each pair, in nats, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @param options How many bins; more of them see more, noise too.
 * @returns A number in `[0, 1]`; 0 is calibrated.
 * @throws {RangeError} If the lengths differ, a logit is NaN, a label is neither
 * 0 nor 1, either class is empty, or `bins` is out of range.
 *
 * @example A scorer that says one half where one in four is positive
 * ```ts
 * import { calibrationError } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const labels = Uint8Array.of(1, 0, 0, 0);
 * assert.equal(calibrationError(new Float32Array(4), labels), 0.25);
 * ```
 */
export function calibrationError(
  logits: Float32Array,
  labels: Uint8Array,
  options: CalibrationOptions = {},
): number {
  const { predicted, observed, pairs } = calibrationCurve(
    logits,
    labels,
    options,
  );
  let sum = 0;
  for (let b = 0; b < pairs.length; b++) {
    sum += pairs[b]! * Math.abs(observed[b]! - predicted[b]!);
  }
  return sum / logits.length;
}
