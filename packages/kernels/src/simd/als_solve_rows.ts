import {
  type AlsProblem,
  type AlsSettings,
  checkAlsProblem,
  DEFAULT_ALS_STEPS,
} from "../als_problem.ts";
import type { ArrayAllocator } from "../array_allocator.ts";
import type { alsSolveRowsReference } from "../reference/als_solve_rows.ts";
import type { RowRange } from "../row_range.ts";
import { addressOf } from "./_address_of.ts";
import { expectDimensions } from "./_expect_dimensions.ts";
import { Scratch } from "./_scratch.ts";
import type { KernelExports } from "./load_kernels.ts";

/**
 * Returns a function that does what {@linkcode alsSolveRowsReference} does, in
 * single precision, for arrays in the memory of the kernels and dimensions that
 * are a multiple of 4. Each row's result is the same to the last bit in whatever
 * parts the rows are solved; the returned sum is not.
 *
 * @param kernels The kernels, over the memory that the arrays lie in.
 * @param arrays Where the kernel's scratch shall come from: that memory.
 * @returns A function that also throws `RangeError` for arrays of the heap, and
 * for dimensions that are no multiple of 4.
 *
 * @example
 * ```ts
 * import { neighboursOf } from "@kindred/kernels";
 * import {
 *   KernelMemory,
 *   loadKernels,
 *   simdAlsSolveRows,
 *   simdGram,
 * } from "@kindred/kernels/simd";
 * import assert from "node:assert/strict";
 *
 * const memory = new KernelMemory();
 * const kernels = loadKernels(memory.memory);
 * const table = () => ({
 *   values: memory.float32(8),
 *   itemCount: 2,
 *   dimensions: 4,
 * });
 * const [solved, fixed, gram] = [table(), table(), memory.float32(16)];
 * fixed.values.set([0, 0, 0, 0, 2, 0, 0, 0]);
 * simdGram(kernels)(fixed, { from: 0, to: 2 }, gram);
 * const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
 * const neighbours = neighboursOf(pairs, 2, memory);
 *
 * simdAlsSolveRows(kernels, memory)(
 *   { solved, fixed, gram, neighbours },
 *   { from: 0, to: 2 },
 *   { unobservedWeight: 0, regularization: 1 },
 * );
 * // (2 · 2 + 1) x = 2
 * assert.ok(Math.abs(solved.values[0]! - 0.4) < 1e-6);
 * ```
 */
export function simdAlsSolveRows(
  kernels: KernelExports,
  arrays: ArrayAllocator,
): typeof alsSolveRowsReference {
  const scratch = new Scratch(arrays);
  return (problem: AlsProblem, rows: RowRange, settings: AlsSettings) => {
    checkAlsProblem(problem, rows, settings);
    const { solved, fixed, gram, neighbours } = problem;
    const { dimensions } = solved;
    expectDimensions("solve rows", dimensions);
    return kernels.alsSolveRows(
      addressOf(solved.values),
      addressOf(fixed.values),
      addressOf(gram),
      addressOf(neighbours.start),
      addressOf(neighbours.partner),
      addressOf(neighbours.weight),
      rows.from,
      rows.to,
      dimensions,
      fixed.itemCount,
      settings.unobservedWeight,
      settings.regularization,
      settings.steps ?? DEFAULT_ALS_STEPS,
      scratch.addressOf(kernels.alsScratchLength(dimensions)),
    );
  };
}
