/**
 * Kernels by several threads: ranking of whole catalogues, and what else needs
 * threads over one memory. Needs `node:worker_threads`, so it is for Deno and Node
 * and not for the edge.
 *
 * @example A pool's threads share what they work on
 * ```ts
 * import {
 *   createControl,
 *   packArrays,
 *   takenPieces,
 *   takePieces,
 *   unpackArrays,
 * } from "@kindred/kernels/threads";
 * import assert from "node:assert/strict";
 *
 * const values = new Float32Array(new SharedArrayBuffer(8));
 * // As another thread would receive it: other objects, the same bytes.
 * unpackArrays(structuredClone(packArrays({ values }))).values[1] = 7;
 * assert.equal(values[1], 7);
 *
 * const control = createControl();
 * takePieces(control, 3, (piece) => values[0]! += piece);
 * assert.deepEqual([values[0], takenPieces(control, 9)], [3, 4]);
 * ```
 *
 * @module
 */
export * from "./packed_arrays.ts";
export * from "./ranker.ts";
export * from "./serve_requests.ts";
export * from "./take_pieces.ts";
export * from "./worker_pool.ts";
