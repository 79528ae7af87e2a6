/**
 * Learns item embeddings from pairs: one training loop over models and engines.
 *
 * @example
 * ```ts
 * import { train } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * // Items 0, 1, 2 go together, and 3, 4, 5.
 * const model = await train({
 *   itemCount: 6,
 *   train: {
 *     left: Uint32Array.of(0, 0, 1, 3, 3, 4),
 *     right: Uint32Array.of(1, 2, 2, 4, 5, 5),
 *     weight: new Float32Array(6).fill(1),
 *   },
 * }, { dimensions: 4, epochs: 200 });
 *
 * const { values } = model.embeddings;
 * const dot = (a: number, b: number) =>
 *   [0, 1, 2, 3].reduce((sum, i) => sum + values[4 * a + i]! * values[4 * b + i]!, 0);
 * assert.ok(dot(0, 1) > dot(0, 3));
 * ```
 *
 * @module
 */
export * from "./checkpoint.ts";
export * from "./engines/reference_engine.ts";
export * from "./engines/select_engine.ts";
export * from "./engines/simd/simd_engine.ts";
export * from "./engines/tensorflow/estimate_memory.ts";
export * from "./engines/tensorflow/step_shape.ts";
export * from "./engines/tensorflow/step_work.ts";
export * from "./engines/tensorflow/tensorflow_engine.ts";
export * from "./engines/train_engine.ts";
export * from "./initial_vectors.ts";
export * from "./learning_rate.ts";
export * from "./recipes.ts";
export * from "./train.ts";
export * from "./train_hooks.ts";
export * from "./train_options.ts";
export * from "./train_split.ts";
export { batchSizeAmong } from "./work/batch_size.ts";
