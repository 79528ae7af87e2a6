/**
 * Serves an app on Deno or Node, whichever it runs on.
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
