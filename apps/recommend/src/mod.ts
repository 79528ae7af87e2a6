/**
 * A web service over a Kindred model: a JSON API with an OpenAPI document, and
 * pages that need neither a build step nor JavaScript. The app is a value with
 * a `fetch` method, so it runs wherever Hono does; see
 * `@kindred/recommend/serve` for servers on Deno and Node.
 *
 * @example Ask it without a server
 * ```ts
 * import { createApp } from "@kindred/recommend";
 * import { createRecommender } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const recommender = createRecommender({
 *   items: ["Basmati rice", "Saffron"].map((title, row) => ({
 *     id: `item-${row}`,
 *     title,
 *     brand: null,
 *     price: null,
 *     categories: [],
 *     pairs: 1,
 *   })),
 *   // Two items: each is the neighbour of the other.
 *   engines: [{
 *     name: "by hand",
 *     neighbours: ({ rows: [row] }) =>
 *       Promise.resolve({
 *         rows: Uint32Array.of(1 - row!),
 *         probabilities: Float32Array.of(0.75),
 *         exact: true,
 *         rest: "none",
 *       }),
 *     close: () => Promise.resolve(),
 *   }],
 *   dimensions: 2,
 * });
 *
 * const response = await createApp(recommender)
 *   .request("/v1/items/item-0/similar?k=1");
 * assert.equal(response.status, 200);
 * const { items } = await response.json();
 * assert.equal(items[0].title, "Saffron");
 * assert.equal(items[0].score, 0.75);
 * ```
 *
 * @module
 */
export * from "./app_env.ts";
export * from "./app_options.ts";
export * from "./create_app.ts";
export type { ApiKey } from "./limits/api_keys.ts";
export { OverloadedError } from "./limits/gate.ts";
export * from "./model/lazy_model.ts";
export * from "./model/model_handle.ts";
export * from "./model/model_not_ready_error.ts";
export * from "./model/model_slot.ts";
