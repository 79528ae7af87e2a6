import {
  countPairs,
  expectNumber,
  type Random,
  type RowPairs,
} from "@kindred/core";
import { AliasTable } from "./alias_table.ts";
import { ShuffledStream } from "./shuffled_stream.ts";

/** Draws items to pair with an anchor as negatives for training. */
export interface NegativeSampler {
  /**
   * Returns the row of an item, 0-based.
   *
   * @param random Where the draw comes from.
   */
  draw(random: Random): number;
  /**
   * Fills `out` with rows of items, 0-based: the same as so many calls of
   * `draw`, but faster.
   *
   * @param out What to fill, uint32, shape `[n]`.
   * @param random Where the draws come from.
   */
  fill(out: Uint32Array, random: Random): void;
}

/** The ways to draw, see {@linkcode createNegativeSampler}. */
export const NEGATIVE_STREAMS = ["alias", "stream"] as const;

/** A way to draw, see {@linkcode createNegativeSampler}. */
export type NegativeStream = typeof NEGATIVE_STREAMS[number];

/** Settings of {@linkcode createNegativeSampler}. */
export interface NegativeSamplerOptions {
  /**
   * Exponent of the frequency: 0 draws every item alike, 1 in proportion to its
   * pairs; in [0, 2]. Default 0.75, as in word2vec (Mikolov et al. 2013,
   * https://arxiv.org/abs/1310.4546) and in the method's published code.
   */
  power?: number;
  /** `"alias"` or `"stream"`. Default `"alias"`. */
  method?: NegativeStream;
  /** Draws in the stream, see {@linkcode ShuffledStream} for the default. */
  streamLength?: number;
  /** Seed of the stream's order, a whole number >= 0. Default 1. */
  seed?: number;
}

/**
 * Returns a sampler that draws items in proportion to their number of pairs to
 * the `power`. Items without a pair are never drawn.
 *
 * - `"alias"`: each draw is independent and exactly in proportion; two random
 *   numbers and a look-up or two at random places of memory, see
 *   {@linkcode AliasTable}. It holds no state but its table.
 * - `"stream"`: a long shuffled array that holds each item in proportion is
 *   read in order, see {@linkcode ShuffledStream}: faster, the more so the more
 *   items there are, and more even than independent draws. The shares are
 *   rounded to whole places in the array, and the sampler remembers where it
 *   is.
 *
 * @param pairs The training pairs.
 * @param itemCount Every row is below it.
 * @param options See {@linkcode NegativeSamplerOptions}.
 * @throws {RangeError} If there is no pair, or an option is out of range.
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import { createNegativeSampler } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(1), right: Uint32Array.of(2) };
 * for (const method of ["alias", "stream"] as const) {
 *   const sampler = createNegativeSampler(pairs, 4, { method });
 *   const drawn = new Uint32Array(10);
 *   sampler.fill(drawn, createRandom(1));
 *   assert.ok(drawn.every((item) => item === 1 || item === 2));
 * }
 * ```
 */
export function createNegativeSampler(
  pairs: RowPairs,
  itemCount: number,
  options: NegativeSamplerOptions = {},
): NegativeSampler {
  const { method = "alias", streamLength, seed } = options;
  const power = expectNumber(
    "sample negatives",
    "the power",
    options.power ?? 0.75,
    { min: 0, max: 2 },
  );
  const degree = countPairs(pairs, itemCount);
  const weights = Float64Array.from(
    degree,
    (count) => count === 0 ? 0 : count ** power,
  );
  switch (method) {
    case "alias":
      return new AliasTable(weights);
    case "stream":
      return new ShuffledStream(weights, { length: streamLength, seed });
    default:
      throw new RangeError(
        `Cannot sample negatives: the method must be one of ${
          NEGATIVE_STREAMS.join(", ")
        }, got "${method}"`,
      );
  }
}
