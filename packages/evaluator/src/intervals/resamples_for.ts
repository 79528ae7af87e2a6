/** Resamples where time is no matter: the ends of an interval are then steady. */
const USUAL = 1000;

/** Fewer say little of where the outermost 5 % begin. */
const LEAST = 200;

/** Pairs, counted once for each resample, that take a few seconds. */
const PAIRS_IN_ALL = 4e8;

/**
 * Returns how often items are resampled by default: 1,000 times, but fewer where
 * that would go through more than 400 million pairs, though never below 200
 * times.
 *
 * @param pairs How many pairs are gone through each time.
 * @returns A whole number in `[200, 1000]`.
 *
 * @example
 * ```ts
 * import { resamplesFor } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * assert.equal(resamplesFor(160_000), 1000);
 * assert.equal(resamplesFor(1_000_000), 400);
 * assert.equal(resamplesFor(2_700_000), 200);
 * ```
 */
export function resamplesFor(pairs: number): number {
  return Math.max(LEAST, Math.min(USUAL, Math.floor(PAIRS_IN_ALL / pairs)));
}
