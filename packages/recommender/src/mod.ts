/**
 * Recommends similar items from a trained model. Nothing here needs a file
 * system or a native add-on, so it loads at the edge; see
 * `@kindred/recommender/folder` for what opens a model folder from disk.
 *
 * @example A model that lives in memory
 * ```ts
 * import { createRecommender, type ModelRuntime } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const titles = ["Basmati rice", "Saffron", "Garden hose"];
 * const runtime: ModelRuntime = {
 *   // Rice and saffron go together, the hose goes with nothing.
 *   neighbours: () =>
 *     Promise.resolve({
 *       rows: Uint32Array.of(1),
 *       probabilities: Float32Array.of(0.75),
 *     }),
 *   score: () => Promise.resolve(Float32Array.of(0.75)),
 *   embed: () => Promise.resolve(Float32Array.of(1, 0)),
 *   release: () => Promise.resolve(),
 * };
 * const recommender = createRecommender({
 *   items: titles.map((title, row) => ({
 *     id: `item-${row}`,
 *     title,
 *     brand: null,
 *     price: null,
 *     categories: [],
 *     pairs: 1,
 *   })),
 *   runtime,
 *   dimensions: 2,
 * });
 *
 * const [best] = await recommender.similarItems("item-0", { k: 1 });
 * assert.equal(best?.item.title, "Saffron");
 * assert.equal(best?.score, 0.75);
 * ```
 *
 * @module
 */
export * from "./create_recommender.ts";
export * from "./model_closed_error.ts";
export * from "./model_runtime.ts";
export * from "./recommender.ts";
