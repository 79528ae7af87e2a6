import { expectNumber } from "@kindred/core";
import { poissonWeights } from "./_poisson_weights.ts";

/** The streams of the seed from here on are those of resampled items. */
const FIRST_STREAM = 2 ** 16;

/**
 * Returns how often each item is in one resample of a bootstrap over items: a
 * weight drawn from the Poisson distribution with mean 1, for each item apart.
 * That is what drawing as many items with replacement comes to where there are
 * many.
 *
 * The same arguments give the same weights: scorers and runs that are resampled
 * by the same seed are compared on the same items.
 *
 * @param itemCount How many items there are, a whole number >= 0.
 * @param seed Seed of all resamples, a whole number >= 0.
 * @param resample Which of them, a whole number in `[0, 2^31)`.
 * @returns Weights, uint8, at most 8, shape `[itemCount]`. Probabilities are
 * those of Poisson(1) to within 2^-16.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { resampleItems } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const weights = resampleItems(10_000, 1, 0);
 * const sum = weights.reduce((total, weight) => total + weight, 0);
 * assert.ok(Math.abs(sum - 10_000) < 400);
 * assert.deepEqual(resampleItems(10_000, 1, 0), weights);
 * ```
 */
export function resampleItems(
  itemCount: number,
  seed: number,
  resample: number,
): Uint8Array {
  const whole = { min: 0, whole: true } as const;
  expectNumber("resample items", "their count", itemCount, whole);
  expectNumber("resample items", "the resample", resample, {
    ...whole,
    max: 2 ** 31 - 1,
  });
  return poissonWeights(itemCount, seed, FIRST_STREAM + resample);
}
