/**
 * Serves an app on Deno or Node, whichever it runs on, over a model folder that may
 * change meanwhile.
 *
 * @example
 * ```ts
 * import { serve } from "@kindred/recommend/serve";
 * import assert from "node:assert/strict";
 *
 * const app = { fetch: () => new Response("saffron") };
 * const server = await serve(app, { port: 0 });
 * const response = await fetch(server.url);
 * assert.equal(await response.text(), "saffron");
 * await server.close();
 * ```
 *
 * @module
 */
export type { Servable } from "./listener.ts";
export * from "./serve.ts";
export * from "../limits/parse_api_keys.ts";
export * from "./reload_on_hang_up.ts";
export * from "./watch_model_folder.ts";
