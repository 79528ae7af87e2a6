import {
  type AlsProblem,
  type AlsSettings,
  checkAlsProblem,
  DEFAULT_ALS_STEPS,
} from "../als_problem.ts";
import type { RowRange } from "../row_range.ts";

/** A squared residual below which single precision has no digits left. */
const NOTHING_LEFT = 1e-30;

/**
 * Moves some rows towards the vectors that explain their neighbours best, the
 * other table being fixed: implicit alternating least squares (Hu, Koren and
 * Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", 2008).
 *
 * Row x, with neighbours j of weight w, is to minimise
 *
 *     Σ_j w_j (1 - x·v_j)² + a Σ_all (x·v)² + λ |x|²,  λ = r (Σ_j w_j + a k)
 *
 * over the k rows v of the other table. The penalty grows with what the row's
 * pairs count, as in Rendle et al., "Revisiting the Performance of iALS" (2021),
 * where all weights are 1: so a pair of weight 2 is the same as that pair twice.
 * That is a linear system, `(Σ w_j v_j v_jᵀ + a VᵀV + λ I) x = Σ w_j v_j`, and a
 * few steps of the conjugate gradient from the present x come close enough,
 * without the system ever being written out (Takács, Pilászy and Tikk, 2011).
 *
 * A row without neighbours becomes zeros. Each row's result depends on no other
 * row's, so rows may be solved in any parts.
 *
 * @param problem The tables; `solved` is changed.
 * @param rows Which rows to solve.
 * @param settings See {@linkcode AlsSettings}.
 * @returns The sum that is minimised, over these rows, after the steps.
 * @throws {RangeError} If shapes do not fit, the tables are one, the rows are
 * not within the table, a neighbour does not exist, or a setting is out of
 * range.
 *
 * @example One neighbour, at (2, 0): x·v comes as near to 1 as r lets it
 * ```ts
 * import {
 *   alsSolveRowsReference,
 *   gramReference,
 *   neighboursOf,
 * } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = (...values: number[]) => ({
 *   values: Float32Array.from(values),
 *   itemCount: 2,
 *   dimensions: 2,
 * });
 * const [solved, fixed] = [table(0, 0, 0, 0), table(0, 0, 2, 0)];
 * const gram = new Float32Array(4);
 * gramReference(fixed, { from: 0, to: 2 }, gram);
 * const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
 * const neighbours = neighboursOf(pairs, 2);
 * const problem = { solved, fixed, gram, neighbours };
 *
 * const settings = { unobservedWeight: 0, regularization: 1 };
 * const loss = alsSolveRowsReference(problem, { from: 0, to: 1 }, settings);
 *
 * // (2 · 2 + 1) x = 2, and (1 - 0.8)² + 0.4² = 0.2.
 * assert.deepEqual([...solved.values], [Math.fround(0.4), 0, 0, 0]);
 * assert.ok(Math.abs(loss - 0.2) < 1e-6);
 * ```
 */
export function alsSolveRowsReference(
  problem: AlsProblem,
  rows: RowRange,
  settings: AlsSettings,
): number {
  checkAlsProblem(problem, rows, settings);
  const { values, dimensions: d } = problem.solved;
  let loss = 0;
  for (let i = rows.from; i < rows.to; i++) {
    const row = values.subarray(i * d, (i + 1) * d);
    const system = systemOf(problem, i, settings);
    if (system === undefined) row.fill(0);
    else loss += descend(system, row, settings.steps ?? DEFAULT_ALS_STEPS);
  }
  return loss;
}

/** The linear system of one row. */
interface System {
  /** Its right side, Σ w v, float64, shape `[d]`. */
  target: Float64Array;
  /** What x = 0 costs, Σ w. */
  totalWeight: number;
  /** Returns its matrix times a vector, float64, shape `[d]`. */
  times(x: Float64Array): Float64Array;
}

/** Returns the system of a row, or undefined if it has no neighbours. */
function systemOf(
  { fixed, gram, neighbours }: AlsProblem,
  row: number,
  { unobservedWeight, regularization }: AlsSettings,
): System | undefined {
  const { values, itemCount, dimensions: d } = fixed;
  const begin = neighbours.start[row]!;
  const end = neighbours.start[row + 1]!;
  if (begin === end) return undefined;

  /** Adds `factor(v_j, w_j) v_j` over the neighbours j. */
  const addNeighbours = (
    sum: Float64Array,
    factor: (v: Float32Array, w: number) => number,
  ): Float64Array => {
    for (let at = begin; at < end; at++) {
      const j = neighbours.partner[at]!;
      const v = values.subarray(j * d, (j + 1) * d);
      const share = factor(v, neighbours.weight[at]!);
      for (let c = 0; c < d; c++) sum[c]! += share * v[c]!;
    }
    return sum;
  };
  let totalWeight = 0;
  for (let at = begin; at < end; at++) totalWeight += neighbours.weight[at]!;
  const penalty = regularization * (totalWeight + unobservedWeight * itemCount);

  return {
    totalWeight,
    target: addNeighbours(new Float64Array(d), (_, w) => w),
    times(x) {
      const product = Float64Array.from(
        x,
        (value, c) =>
          unobservedWeight * dot(gram.subarray(c * d, (c + 1) * d), x) +
          penalty * value,
      );
      return addNeighbours(
        product,
        (v, w) => w * dot(v, x),
      );
    },
  };
}

/**
 * Takes steps of the conjugate gradient from the present row, in float64, and
 * returns what is minimised there: with A x + residual = b it is
 * xᵀA x - 2 b·x + Σ w = Σ w - x·(b + residual).
 */
function descend(
  { target, totalWeight, times }: System,
  row: Float32Array,
  steps: number,
): number {
  const d = row.length;
  const x = Float64Array.from(row);
  const initial = times(x);
  const residual = target.map((value, c) => value - initial[c]!);
  const direction = residual.slice();
  let left = dot(residual, residual);
  for (let step = 0; step < steps; step++) {
    if (left <= NOTHING_LEFT) break;
    const product = times(direction);
    const length = left / dot(direction, product);
    for (let c = 0; c < d; c++) {
      x[c]! += length * direction[c]!;
      residual[c]! -= length * product[c]!;
    }
    const before = left;
    left = dot(residual, residual);
    for (let c = 0; c < d; c++) {
      direction[c] = residual[c]! + left / before * direction[c]!;
    }
  }
  row.set(x);
  return totalWeight - dot(x, target) - dot(x, residual);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
