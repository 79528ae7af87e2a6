import { expectNumber } from "@kindred/core";
import { sigmoid } from "@kindred/kernels";
import { CALIBRATION_BINS, calibrationBin } from "./_calibration_bin.ts";
import { checkScoredPairs } from "./_check_scored_pairs.ts";

/** Options of {@linkcode calibrationCurve} and {@linkcode calibrationError}. */
export interface CalibrationOptions {
  /**
   * Bins of equal width from 0 to 1, a whole number in `[1, 2^20]`.
   *
   * @default {10}
   */
  bins?: number;
}

/** Predicted beside observed probability. All arrays have shape `[points]`. */
export interface CalibrationCurve {
  /** Mean probability of the pairs in a bin, float64, rising. */
  predicted: Float64Array;
  /** Share of positives among them, float64. */
  observed: Float64Array;
  /** How many they are, uint32; none is 0. */
  pairs: Uint32Array;
}

/**
 * Returns how often pairs of a predicted probability are positive, by bins of
 * equal width: bin b of B holds the probabilities in (b / B, (b + 1) / B], the
 * first one 0 too. Empty bins are left out. A calibrated scorer gives points on
 * the diagonal.
 *
 * @param logits Logit of each pair, in nats, float32, shape `[n]`.
 * @param labels 1 for a positive pair, 0 for a negative, uint8, shape `[n]`.
 * @param options How many bins.
 * @throws {RangeError} If the lengths differ, a logit is NaN, a label is neither
 * 0 nor 1, either class is empty, or `bins` is out of range.
 *
 * @example
 * ```ts
 * import { calibrationCurve } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * // Probabilities of 0.5, twice, and of 0.88 and 0.95.
 * const logits = Float32Array.of(0, 0, 2, 3);
 * const labels = Uint8Array.of(0, 1, 1, 1);
 * const curve = calibrationCurve(logits, labels, { bins: 4 });
 * assert.deepEqual([...curve.observed], [0.5, 1]);
 * assert.deepEqual([...curve.pairs], [2, 2]);
 * assert.equal(curve.predicted[0], 0.5);
 * ```
 */
export function calibrationCurve(
  logits: Float32Array,
  labels: Uint8Array,
  options: CalibrationOptions = {},
): CalibrationCurve {
  const { bins = CALIBRATION_BINS } = options;
  const action = "draw the calibration curve";
  expectNumber(action, "bins", bins, { min: 1, max: 2 ** 20, whole: true });
  checkScoredPairs(action, logits, labels, "logit");
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  const pairs = new Uint32Array(bins);
  for (let i = 0; i < logits.length; i++) {
    const probability = sigmoid(logits[i]!);
    const bin = calibrationBin(probability, bins);
    predicted[bin]! += probability;
    observed[bin]! += labels[i]!;
    pairs[bin]!++;
  }
  let points = 0;
  for (let bin = 0; bin < bins; bin++) {
    const count = pairs[bin]!;
    if (count === 0) continue;
    predicted[points] = predicted[bin]! / count;
    observed[points] = observed[bin]! / count;
    pairs[points] = count;
    points++;
  }
  return {
    predicted: predicted.slice(0, points),
    observed: observed.slice(0, points),
    pairs: pairs.slice(0, points),
  };
}
