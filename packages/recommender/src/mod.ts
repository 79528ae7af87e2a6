/**
 * Recommends similar items from a trained model. Nothing here needs a file
 * system or a native add-on, so it loads at the edge; see
 * `@kindred/recommender/folder` for what opens a model folder from disk, and
 * `@kindred/recommender/web` for ONNX Runtime without an add-on.
 *
 * @example A model that lives in memory
 * ```ts
 * import { createRecommender, type Engine } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const engine: Engine = {
 *   name: "by hand",
 *   // Rice and saffron go together, the hose goes with nothing.
 *   neighbours: () =>
 *     Promise.resolve({
 *       rows: Uint32Array.of(1),
 *       probabilities: Float32Array.of(0.75),
 *       exact: true,
 *       rest: "none",
 *     }),
 *   close: () => Promise.resolve(),
 * };
 * const titles = ["Basmati rice", "Saffron", "Garden hose"];
 * const recommender = createRecommender({
 *   items: titles.map((title, row) => ({
 *     id: `item-${row}`,
 *     title,
 *     brand: null,
 *     price: null,
 *     categories: [],
 *     pairs: 1,
 *   })),
 *   engines: [engine],
 *   dimensions: 2,
 * });
 *
 * const { items: [best] } = await recommender.similarItems("item-0");
 * assert.equal(best?.item.title, "Saffron");
 * assert.equal(best?.score, 0.75);
 * ```
 *
 * @module
 */
export * from "./basket.ts";
export * from "./create_recommender.ts";
export * from "./engines/engine.ts";
export * from "./engines/index_engine.ts";
export * from "./engines/lists_engine.ts";
export * from "./engines/onnx_engine.ts";
export * from "./explain/explanation.ts";
export * from "./explain/known_pairs.ts";
export * from "./items/item_store.ts";
export * from "./lists/neighbour_lists.ts";
export * from "./model_closed_error.ts";
export * from "./open_model.ts";
export * from "./recommender.ts";
export * from "./rules/boosted.ts";
export * from "./rules/item_filter.ts";
export * from "./search/create_item_search.ts";
export * from "./search/item_search.ts";
export * from "./search/open_item_search.ts";
export * from "./search/search_unavailable_error.ts";
export * from "./sources/bucket_source.ts";
export * from "./sources/fetch_source.ts";
export * from "./sources/keep_small_files.ts";
export * from "./sources/memory_source.ts";
export * from "./sources/model_source.ts";
export * from "./sources/model_unreachable_error.ts";
