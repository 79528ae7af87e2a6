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
export * from "./als_problem.ts";
export * from "./array_allocator.ts";
export * from "./check_gram.ts";
export * from "./check_neighbours.ts";
export * from "./check_pair_step.ts";
export * from "./check_ranking.ts";
export * from "./check_score_items.ts";
export * from "./check_squared_norms.ts";
export * from "./check_top_k.ts";
export * from "./descending_order.ts";
export * from "./neighbours.ts";
export * from "./optimizer_constants.ts";
export * from "./optimizer_constants.ts";
export * from "./optimizer_state.ts";
export * from "./pair_logits.ts";
export * from "./pair_model.ts";
export * from "./pair_step.ts";
export * from "./query_vector.ts";
export * from "./ranking.ts";
export * from "./reference/als_solve_rows.ts";
export * from "./reference/dot.ts";
export * from "./reference/gram.ts";
export * from "./reference/pair_batch_step.ts";
export * from "./reference/pair_step.ts";
export * from "./reference/rank_items.ts";
export * from "./reference/score_items.ts";
export * from "./reference/smooth_rows.ts";
export * from "./reference/squared_norms.ts";
export * from "./reference/top_k.ts";
export * from "./row_range.ts";
export * from "./roc_auc.ts";
export * from "./score_items.ts";
export * from "./sigmoid.ts";
export * from "./sort_floats.ts";
export * from "./sorted_classes.ts";
export * from "./smooth_problem.ts";
