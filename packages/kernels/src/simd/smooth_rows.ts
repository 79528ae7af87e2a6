import type { smoothRowsReference } from "../reference/smooth_rows.ts";
import { checkSmoothProblem } from "../smooth_problem.ts";
import { addressOf } from "./_address_of.ts";
import { expectDimensions } from "./_expect_dimensions.ts";
import type { KernelExports } from "./load_kernels.ts";

/**
 * Returns a function that does what {@linkcode smoothRowsReference} does, in
 * single precision, for arrays in the memory of the kernels and dimensions that
 * are a multiple of 4. Each row's result is the same to the last bit in whatever
 * parts the rows are smoothed.
 *
 * @param kernels The kernels, over the memory that the arrays lie in.
 * @returns A function that also throws `RangeError` for arrays of the heap, and
 * for dimensions that are no multiple of 4.
 *
 * @example
 * ```ts
 * import { neighboursOf } from "@kindred/kernels";
 * import {
 *   KernelMemory,
 *   loadKernels,
 *   simdSmoothRows,
 * } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const shape = { itemCount: 2, dimensions: 4 };
 * const table = { values: memory.float32(8), ...shape };
 * const out = { values: memory.float32(8), ...shape };
 * table.values.set([1, 2, 3, 4, 8, 8, 8, 8]);
 * const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
 * const neighbours = neighboursOf(pairs, 2, memory);
 *
 * const smoothRows = simdSmoothRows(loadKernels(memory.memory));
 * smoothRows({ table, neighbours, out }, { from: 0, to: 2 }, {
 *   strength: 0.5,
 * });
 * assert.deepEqual([...out.values], [5, 6, 7, 8, 8.5, 9, 9.5, 10]);
 * ```
 */
export function simdSmoothRows(
  kernels: KernelExports,
): typeof smoothRowsReference {
  return (problem, rows, settings) => {
    checkSmoothProblem(problem, rows, settings);
    const { table, neighbours, out } = problem;
    const { strength, keep = 1, normalization = "mean" } = settings;
    expectDimensions("smooth rows", table.dimensions);
    kernels.smoothRows(
      addressOf(out.values),
      addressOf(table.values),
      addressOf(neighbours.start),
      addressOf(neighbours.partner),
      rows.from,
      rows.to,
      table.dimensions,
      keep,
      strength,
      normalization === "mean" ? 0 : 1,
    );
  };
}
