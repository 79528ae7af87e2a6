// A half step of alternating least squares on a table as large as Amazon 2014
// Electronics': 420,000 items of 128 dimensions, 12 neighbours each on average,
// drawn from all items, so that hardly any vector is in the cache.
// Run: deno bench -A --cached-only packages/kernels/src/simd/als_solve_rows_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import type { AlsProblem } from "../als_problem.ts";
import { neighboursOf } from "../neighbours.ts";
import { alsSolveRowsReference } from "../reference/als_solve_rows.ts";
import type { RowRange } from "../row_range.ts";
import { simdAlsSolveRows } from "./als_solve_rows.ts";
import { simdGram } from "./gram.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { hasRelaxedSimd, loadKernels } from "./load_kernels.ts";

const ITEMS = 420_000;
const DIMENSIONS = 128;
const PAIRS = 6 * ITEMS;
const SETTINGS = { unobservedWeight: 0.01, regularization: 0.005 };
const ALL = { from: 0, to: ITEMS };
const SOME = { from: 0, to: 1000 };

const random = createRandom(1);
const memory = new KernelMemory();

function drawTable() {
  const values = memory.float32(ITEMS * DIMENSIONS);
  for (let i = 0; i < values.length; i++) {
    values[i] = random.float() / 4 - 0.125;
  }
  return { values, itemCount: ITEMS, dimensions: DIMENSIONS };
}

function drawRows(): Uint32Array {
  return Uint32Array.from({ length: PAIRS }, () => random.below(ITEMS));
}

const versions = [false, true].slice(0, hasRelaxedSimd() ? 2 : 1).map(
  (relaxed) => {
    const kernels = loadKernels(memory.memory, { relaxed });
    return {
      label: relaxed ? "relaxed SIMD" : "plain SIMD",
      gram: simdGram(kernels),
      solveRows: simdAlsSolveRows(kernels, memory),
    };
  },
);
const problem: AlsProblem = {
  solved: drawTable(),
  fixed: drawTable(),
  gram: memory.float32(DIMENSIONS ** 2),
  neighbours: neighboursOf(
    { left: drawRows(), right: drawRows() },
    ITEMS,
    memory,
  ),
};
versions[0]!.gram(problem.fixed, ALL, problem.gram);

/** Returns what a version makes of the same rows, which are then put back. */
function solved(
  solveRows: typeof alsSolveRowsReference,
  rows: RowRange,
): Float32Array {
  const room = problem.solved.values.subarray(
    rows.from * DIMENSIONS,
    rows.to * DIMENSIONS,
  );
  const before = Float32Array.from(room);
  solveRows(problem, rows, SETTINGS);
  const after = Float32Array.from(room);
  room.set(before);
  return after;
}

// A fast wrong answer is worthless: compare before timing.
const expected = solved(alsSolveRowsReference, SOME);
for (const { label, solveRows } of versions) {
  for (const [c, value] of solved(solveRows, SOME).entries()) {
    const off = Math.abs(value - expected[c]!);
    assert.ok(off < 1e-5 + 1e-4 * Math.abs(value), `${label}: off by ${off}`);
  }
}

const rows = { group: "1,000 rows", warmup: 1, n: 10 };
Deno.bench({ ...rows, name: "reference", baseline: true }, () => {
  alsSolveRowsReference(problem, SOME, SETTINGS);
});
for (const { label, solveRows } of versions) {
  Deno.bench({ ...rows, name: label }, () => {
    solveRows(problem, SOME, SETTINGS);
  });
}

const whole = { group: "half a step: VᵀV and 420,000 rows", warmup: 0, n: 3 };
for (const { label, gram, solveRows } of versions) {
  Deno.bench({ ...whole, name: label }, () => {
    gram(problem.fixed, ALL, problem.gram);
    solveRows(problem, ALL, SETTINGS);
  });
}
