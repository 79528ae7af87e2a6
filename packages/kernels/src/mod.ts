/**
 * The inner loops of training and of recommending, as plain TypeScript
 * references that every faster version is checked against.
 *
 * @example
 * ```ts
 * import { scoreItemsReference, topKReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: {
 *     values: Float32Array.of(1, 0, 0, 1, 2, 1),
 *     itemCount: 3,
 *     dimensions: 2,
 *   },
 *   itemBias: new Float32Array(3),
 *   globalBias: 0,
 * };
 * const scores = new Float32Array(3);
 * scoreItemsReference(model, Uint32Array.of(0), scores);
 * scores[0] = -Infinity; // Not itself.
 * assert.deepEqual([...topKReference(scores, 1).indices], [2]);
 * ```
 *
 * @module
 */
export * from "./check_score_items.ts";
export * from "./reference/dot.ts";
export * from "./reference/logistic_step.ts";
export * from "./reference/score_items.ts";
export * from "./reference/top_k.ts";
export * from "./score_items.ts";
export * from "./sigmoid.ts";
