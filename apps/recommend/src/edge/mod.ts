/**
 * Serves a model at the edge: on Workers, on Deno Deploy, and in a browser's service
 * worker. It loads the model by `fetch` or from a binding, answers from its neighbour
 * lists, and needs neither a file system nor a native add-on.
 *
 * @example A model by its address
 * ```ts
 * import { createEdgeHandler } from "@kindred/recommend/edge";
 * import assert from "node:assert/strict";
 *
 * const handler = createEdgeHandler({ model: "http://127.0.0.1:9/model" });
 * // Deno.serve(handler.fetch), or: export default handler
 * const response = await handler.fetch(
 *   new Request("https://shop.example/healthz"),
 * );
 * assert.equal(response.status, 200);
 * ```
 *
 * @module
 */
export * from "./create_edge_handler.ts";
export type { EdgeOptions, Fetcher, ModelPlace } from "./edge_options.ts";
export * from "./read_environment.ts";
