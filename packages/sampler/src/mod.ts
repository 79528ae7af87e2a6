/**
 * From a catalogue's related pairs to what a trainer and an evaluator need:
 * weights, a split, validation negatives, and batches with training negatives.
 *
 * @example
 * ```ts
 * import { drawValidationNegatives, splitPairs } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = {
 *   left: Uint32Array.of(0, 1, 2),
 *   right: Uint32Array.of(1, 2, 3),
 *   weight: Float32Array.of(1, 1.5, 0.5),
 * };
 * const { train, validation } = splitPairs(pairs, { seed: 7 });
 * const negatives = drawValidationNegatives(pairs, validation.left.length, 4);
 * assert.equal(train.left.length, 2);
 * assert.equal(negatives.left.length, 1);
 * ```
 *
 * @module
 */
export * from "./alias_table.ts";
export * from "./block_batches.ts";
export * from "./block_schedule.ts";
export * from "./draw_validation_negatives.ts";
export * from "./epoch_blocks.ts";
export * from "./negative_sampler.ts";
export * from "./pair_batches.ts";
export * from "./pair_index.ts";
export * from "./pair_set.ts";
export * from "./shuffled_stream.ts";
export * from "./split_catalogue.ts";
export * from "./split_pairs.ts";
export * from "./timed_pairs.ts";
export * from "./weigh_pairs.ts";
