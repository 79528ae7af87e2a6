import assert from "node:assert/strict";
import { HEAP } from "../array_allocator.ts";
import { alsSolveRowsSpec } from "../spec/als_solve_rows_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdAlsSolveRows } from "./als_solve_rows.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  const solveRows = simdAlsSolveRows(kernels, memory);
  alsSolveRowsSpec(`simdAlsSolveRows(), ${label}`, {
    arrays: memory,
    solveRows,
    // Sums of some hundred products in single precision, and steps from them.
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  });

  const emptyTable = (arrays = HEAP, dimensions = 4) => ({
    values: arrays.float32(0),
    itemCount: 0,
    dimensions,
  });
  const settings = { unobservedWeight: 1, regularization: 1 };

  Deno.test(`simdAlsSolveRows(), ${label}, throws RangeError for a width of no lanes`, () => {
    const problem = {
      solved: emptyTable(memory, 6),
      fixed: emptyTable(memory, 6),
      gram: memory.float32(36),
      neighbours: {
        start: memory.uint32(1),
        partner: memory.uint32(0),
        weight: memory.float32(0),
      },
    };
    assert.throws(() => solveRows(problem, { from: 0, to: 0 }, settings), {
      name: "RangeError",
      message:
        "Cannot solve rows with SIMD: dimensions must be a multiple of 4, got 6",
    });
  });

  Deno.test(`simdAlsSolveRows(), ${label}, throws RangeError for arrays of the heap`, () => {
    const problem = {
      solved: emptyTable(),
      fixed: emptyTable(),
      gram: HEAP.float32(16),
      neighbours: {
        start: HEAP.uint32(1),
        partner: HEAP.uint32(0),
        weight: HEAP.float32(0),
      },
    };
    assert.throws(() => solveRows(problem, { from: 0, to: 0 }, settings), {
      name: "RangeError",
      message:
        "Cannot run a kernel: arrays must lie in its memory, got one of the heap",
    });
  });
}
