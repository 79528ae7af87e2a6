import {
  createRandom,
  expectNumber,
  shuffleInPlace,
  type WeightedPairs,
} from "@kindred/core";

/** Settings of {@linkcode splitPairs}. */
export interface SplitOptions {
  /** Share of the pairs that is held out, in (0, 0.99]. Default 1/3. */
  validationShare?: number;
  /** Seed of the choice, a whole number >= 0. Default 1. */
  seed?: number;
}

/** The share of the pairs that the method holds out. */
export const DEFAULT_VALIDATION_SHARE = 1 / 3;

/** The stream of the seed from which the split is drawn. */
const STREAM = 1;

/**
 * Divides pairs at random into those to learn from and those to judge by. Each
 * pair goes to exactly one side; both sides keep the order of the input.
 *
 * @param pairs All pairs, arrays of shape `[n]`, n >= 2.
 * @param options See {@linkcode SplitOptions}.
 * @returns Two sets of pairs; the held-out one has `round(n * validationShare)`
 * pairs, though at least one pair is on each side.
 * @throws {RangeError} If there are fewer than two pairs, or the share or the
 * seed is out of range.
 *
 * @example
 * ```ts
 * import { splitPairs } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const { train, validation } = splitPairs({
 *   left: Uint32Array.of(0, 0, 1),
 *   right: Uint32Array.of(1, 2, 2),
 *   weight: Float32Array.of(1, 1, 1.5),
 * });
 * assert.equal(train.left.length, 2);
 * assert.equal(validation.left.length, 1);
 * ```
 */
export function splitPairs(
  pairs: WeightedPairs,
  options: SplitOptions = {},
): { train: WeightedPairs; validation: WeightedPairs } {
  const { validationShare = DEFAULT_VALIDATION_SHARE, seed = 1 } = options;
  expectNumber("split pairs", "the validation share", validationShare, {
    min: 0,
    above: true,
    max: 0.99,
  });
  const n = pairs.left.length;
  if (n < 2) {
    throw new RangeError(
      `Cannot split pairs: there must be at least 2, got ${n}`,
    );
  }
  const heldOut = Math.min(n - 1, Math.max(1, Math.round(n * validationShare)));
  const order = shuffleInPlace(
    Uint32Array.from({ length: n }, (_, p) => p),
    createRandom(seed, STREAM),
  );
  const pick = (positions: Uint32Array): WeightedPairs => ({
    left: Uint32Array.from(positions, (p) => pairs.left[p]!),
    right: Uint32Array.from(positions, (p) => pairs.right[p]!),
    weight: Float32Array.from(positions, (p) => pairs.weight[p]!),
  });
  return {
    train: pick(order.slice(heldOut).sort()),
    validation: pick(order.slice(0, heldOut).sort()),
  };
}
