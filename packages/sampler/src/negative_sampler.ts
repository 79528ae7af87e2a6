import {
  countPairs,
  expectNumber,
  type Random,
  type RowPairs,
} from "@kindred/core";
import { AliasTable } from "./alias_table.ts";

/** Draws items to pair with an anchor as negatives for training. */
export interface NegativeSampler {
  /**
   * Returns the row of an item, 0-based.
   *
   * @param random Where the draw comes from.
   */
  draw(random: Random): number;
}

/** Settings of {@linkcode createNegativeSampler}. */
export interface NegativeSamplerOptions {
  /**
   * Exponent of the frequency: 0 draws every item alike, 1 in proportion to its
   * pairs; in [0, 2]. Default 0.75, as in word2vec (Mikolov et al. 2013,
   * https://arxiv.org/abs/1310.4546) and in the method's published code.
   */
  power?: number;
}

/**
 * Returns a sampler that draws items in proportion to their number of pairs to
 * the `power`. Items without a pair are never drawn.
 *
 * @param pairs The training pairs.
 * @param itemCount Every row is below it.
 * @param options See {@linkcode NegativeSamplerOptions}.
 * @returns A sampler that holds no state but its table.
 * @throws {RangeError} If there is no pair, or the power is out of [0, 2].
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import { createNegativeSampler } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(1), right: Uint32Array.of(2) };
 * const sampler = createNegativeSampler(pairs, 4);
 * assert.ok([1, 2].includes(sampler.draw(createRandom(1))));
 * ```
 */
export function createNegativeSampler(
  pairs: RowPairs,
  itemCount: number,
  options: NegativeSamplerOptions = {},
): NegativeSampler {
  const power = expectNumber(
    "sample negatives",
    "the power",
    options.power ?? 0.75,
    { min: 0, max: 2 },
  );
  const degree = countPairs(pairs, itemCount);
  return new AliasTable(
    Float64Array.from(degree, (count) => count === 0 ? 0 : count ** power),
  );
}
