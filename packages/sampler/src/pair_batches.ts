import {
  expectNumber,
  type PairBatch,
  type Random,
  type RowPairs,
} from "@kindred/core";
import { positions } from "./_positions.ts";
import { settleHits } from "./_settle_hits.ts";
import { shuffleRows } from "./_shuffle_rows.ts";
import type { NegativeSampler } from "./negative_sampler.ts";
import type { PairIndex } from "./pair_index.ts";

/** Settings of {@linkcode pairBatches}. */
export interface PairBatchOptions {
  /** Pairs in a batch (the last may have fewer), a whole number >= 1. Default 4096. */
  batchSize?: number;
  /** Negatives a pair, a whole number >= 0. Default 5. */
  negativesPerPair?: number;
  /**
   * Pairs that a negative may hit by accident, as a rule the training pairs.
   * Default: nobody looks for hits.
   */
  known?: PairIndex;
  /**
   * Whether another item is drawn in place of a hit, at most 20 times: an
   * anchor may be linked with nearly everything. Needs `known`. Default false.
   */
  rejectHits?: boolean;
}

/** A batch, and how many of its negatives were hits. */
export interface SampledBatch extends PairBatch {
  /**
   * Negatives that as first drawn were their anchor, its positive, or in a known
   * pair with the anchor; null where nobody looked.
   */
  hits: number | null;
}

/**
 * Gives every pair once, in random order, in batches with drawn negatives: one
 * epoch. Which item of a pair is the anchor is drawn too, so that no item gets
 * negatives only because its row is small.
 *
 * A negative may by accident be an item that goes with the anchor. Told which
 * pairs are known, it counts such hits, and may reject them.
 *
 * @param pairs The training pairs.
 * @param negatives Where negatives come from.
 * @param random Order, anchors and negatives follow from it.
 * @param options See {@linkcode PairBatchOptions}.
 * @returns Batches; each one's arrays are overwritten by the next.
 * @throws {RangeError} At the first batch, if an option is out of range, or hits
 * are to be rejected without known pairs.
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import {
 *   createNegativeSampler,
 *   PairIndex,
 *   pairBatches,
 * } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 1), right: Uint32Array.of(1, 2) };
 * const negatives = createNegativeSampler(pairs, 3);
 * for (const batch of pairBatches(pairs, negatives, createRandom(1))) {
 *   assert.equal(batch.anchor.length, 2);
 *   assert.equal(batch.negative.length, 10);
 * }
 *
 * // Items 0, 1 and 2 in a chain: only 0 and 2 may be each other's negative.
 * const known = new PairIndex(pairs, 3);
 * const options = { known, rejectHits: true };
 * for (const batch of pairBatches(pairs, negatives, createRandom(1), options)) {
 *   assert.ok(batch.hits! > 0);
 * }
 * ```
 */
export function* pairBatches(
  pairs: RowPairs,
  negatives: NegativeSampler,
  random: Random,
  options: PairBatchOptions = {},
): Generator<SampledBatch> {
  const { batchSize = 4096, negativesPerPair = 5 } = options;
  const { known, rejectHits = false } = options;
  expectNumber("draw batches", "the batch size", batchSize, {
    min: 1,
    whole: true,
  });
  expectNumber("draw batches", "the negatives per pair", negativesPerPair, {
    min: 0,
    whole: true,
  });
  if (rejectHits && known === undefined) {
    throw new RangeError(
      "Cannot draw batches: to reject hits the known pairs must be given, got none",
    );
  }
  const redraw = rejectHits ? { negatives, random } : undefined;
  const n = pairs.left.length;
  const order = shuffleRows(positions(n), random);
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
    const batch = {
      anchor: anchor.subarray(0, length),
      positive: positive.subarray(0, length),
      negative: negative.subarray(0, length * negativesPerPair),
      negativesPerPair,
    };
    negatives.fill(batch.negative, random);
    const hits = known === undefined ? null : settleHits(batch, known, redraw);
    yield { ...batch, hits };
  }
}
