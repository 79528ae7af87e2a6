import { checkGram } from "../check_gram.ts";
import type { gramReference } from "../reference/gram.ts";
import { addressOf } from "./_address_of.ts";
import { expectDimensions } from "./_expect_dimensions.ts";
import type { KernelExports } from "./load_kernels.ts";

/**
 * Returns a function that does what {@linkcode gramReference} does, in single
 * precision, for arrays in the memory of the kernels and dimensions that are a
 * multiple of 4.
 *
 * @param kernels The kernels, over the memory that the arrays lie in.
 * @returns A function that also throws `RangeError` for arrays of the heap, and
 * for dimensions that are no multiple of 4.
 *
 * @example
 * ```ts
 * import { KernelMemory, loadKernels, simdGram } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const gram = simdGram(loadKernels(memory.memory));
 * const table = { values: memory.float32(8), itemCount: 2, dimensions: 4 };
 * table.values.set([1, 2, 3, 4, 0, 1, 0, 0]);
 * const out = memory.float32(16);
 * gram(table, { from: 0, to: 2 }, out);
 * assert.deepEqual([...out.subarray(4, 8)], [2, 5, 6, 8]);
 * ```
 */
export function simdGram(kernels: KernelExports): typeof gramReference {
  return (table, rows, out) => {
    checkGram(table, rows, out);
    expectDimensions("multiply columns", table.dimensions);
    kernels.gram(
      addressOf(table.values),
      rows.from,
      rows.to,
      table.dimensions,
      addressOf(out),
    );
  };
}
