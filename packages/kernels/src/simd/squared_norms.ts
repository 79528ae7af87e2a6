import { checkSquaredNorms } from "../check_squared_norms.ts";
import type { squaredNormsReference } from "../reference/squared_norms.ts";
import { addressOf } from "./_address_of.ts";
import type { KernelExports } from "./load_kernels.ts";

/**
 * Returns a function that does what {@linkcode squaredNormsReference} does, in
 * single precision, for arrays in the memory of the kernels.
 *
 * @param kernels The kernels, over the memory that the arrays lie in.
 * @returns A function that also throws `RangeError` for arrays of the heap.
 *
 * @example
 * ```ts
 * import {
 *   KernelMemory,
 *   loadKernels,
 *   simdSquaredNorms,
 * } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const table = { values: memory.float32(4), itemCount: 2, dimensions: 2 };
 * table.values.set([3, 4, 0, -2]);
 * const out = memory.float32(2);
 * simdSquaredNorms(loadKernels(memory.memory))(table, out);
 * assert.deepEqual([...out], [25, 4]);
 * ```
 */
export function simdSquaredNorms(
  kernels: KernelExports,
): typeof squaredNormsReference {
  return (table, out) => {
    checkSquaredNorms(table, out);
    kernels.squaredNorms(
      addressOf(table.values),
      table.itemCount,
      table.dimensions,
      addressOf(out),
    );
  };
}
