/**
 * The kernels in WebAssembly with SIMD, over memory that threads share. Each is
 * checked against its plain reference by one spec.
 *
 * @example
 * ```ts
 * import { KernelMemory, loadKernels } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const vectors = memory.float32(8);
 * vectors.set([1, 2, 3, 4, 1, 1, 1, 1]);
 * const kernels = loadKernels(memory.memory);
 * const address = vectors.byteOffset;
 * assert.equal(kernels.dot(address, address + 16, 4), 10);
 * ```
 *
 * @module
 */
export * from "./als_solve_rows.ts";
export * from "./gram.ts";
export * from "./kernel_memory.ts";
export * from "./load_kernels.ts";
export * from "./pair_step.ts";
export * from "./rank_items.ts";
export * from "./rank_queries.ts";
export * from "./score_items.ts";
export * from "./smooth_rows.ts";
export * from "./squared_norms.ts";
export * from "./top_k.ts";
