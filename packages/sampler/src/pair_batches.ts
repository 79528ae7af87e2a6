import {
  expectNumber,
  type PairBatch,
  type Random,
  type RowPairs,
  shuffleInPlace,
} from "@kindred/core";
import type { NegativeSampler } from "./negative_sampler.ts";

/** Settings of {@linkcode pairBatches}. */
export interface PairBatchOptions {
  /** Pairs in a batch (the last may have fewer), a whole number >= 1. Default 4096. */
  batchSize?: number;
  /** Negatives a pair, a whole number >= 0. Default 5. */
  negativesPerPair?: number;
}

/**
 * Gives every pair once, in random order, in batches with drawn negatives: one
 * epoch. Which item of a pair is the anchor is drawn too, so that no item gets
 * negatives only because its row is small.
 *
 * @param pairs The training pairs.
 * @param negatives Where negatives come from.
 * @param random Order, anchors and negatives follow from it.
 * @param options See {@linkcode PairBatchOptions}.
 * @returns Batches; each one's arrays are overwritten by the next.
 * @throws {RangeError} At the first batch, if an option is out of range.
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import { createNegativeSampler, pairBatches } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 1), right: Uint32Array.of(1, 2) };
 * const negatives = createNegativeSampler(pairs, 3);
 * for (const batch of pairBatches(pairs, negatives, createRandom(1))) {
 *   assert.equal(batch.anchor.length, 2);
 *   assert.equal(batch.negative.length, 10);
 * }
 * ```
 */
export function* pairBatches(
  pairs: RowPairs,
  negatives: NegativeSampler,
  random: Random,
  options: PairBatchOptions = {},
): Generator<PairBatch> {
  const { batchSize = 4096, negativesPerPair = 5 } = options;
  expectNumber("draw batches", "the batch size", batchSize, {
    min: 1,
    whole: true,
  });
  expectNumber("draw batches", "the negatives per pair", negativesPerPair, {
    min: 0,
    whole: true,
  });
  const n = pairs.left.length;
  const order = shuffleInPlace(
    Uint32Array.from({ length: n }, (_, p) => p),
    random,
  );
  const anchor = new Uint32Array(batchSize);
  const positive = new Uint32Array(batchSize);
  const negative = new Uint32Array(batchSize * negativesPerPair);
  for (let start = 0; start < n; start += batchSize) {
    const length = Math.min(batchSize, n - start);
    for (let b = 0; b < length; b++) {
      const p = order[start + b]!;
      const turned = (random.uint32() & 1) === 1;
      anchor[b] = turned ? pairs.right[p]! : pairs.left[p]!;
      positive[b] = turned ? pairs.left[p]! : pairs.right[p]!;
    }
    for (let d = 0; d < length * negativesPerPair; d++) {
      negative[d] = negatives.draw(random);
    }
    yield {
      anchor: anchor.subarray(0, length),
      positive: positive.subarray(0, length),
      negative: negative.subarray(0, length * negativesPerPair),
      negativesPerPair,
    };
  }
}
