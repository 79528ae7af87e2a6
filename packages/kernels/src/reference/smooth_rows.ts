import type { RowRange } from "../row_range.ts";
import {
  checkSmoothProblem,
  type SmoothProblem,
  type SmoothSettings,
} from "../smooth_problem.ts";

/**
 * Writes some rows mixed with their neighbours' vectors:
 * `out[i] = keep v[i] + strength Σ_j share v[j]` over the neighbours j of row i,
 * where the share is `1 / degree[i]` or `1 / √(degree[i] degree[j])`; the latter
 * is a layer of LightGCN (He et al., 2020). A degree is a number of neighbours.
 *
 * A row without neighbours is only multiplied by `keep`. Each row's result
 * depends on no other row's, so rows may be smoothed in any parts.
 *
 * @param problem The tables; only `out` is changed.
 * @param rows Which rows to write.
 * @param settings See {@linkcode SmoothSettings}.
 * @throws {RangeError} If shapes do not fit, the tables are one, the rows are
 * not within the table, a neighbour does not exist, or a setting is not finite.
 *
 * @example
 * ```ts
 * import { neighboursOf, smoothRowsReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = (...values: number[]) => ({
 *   values: Float32Array.from(values),
 *   itemCount: 3,
 *   dimensions: 1,
 * });
 * const pairs = { left: Uint32Array.of(0, 0), right: Uint32Array.of(1, 2) };
 * const problem = {
 *   table: table(10, 2, 4),
 *   neighbours: neighboursOf(pairs, 3),
 *   out: table(0, 0, 0),
 * };
 * smoothRowsReference(problem, { from: 0, to: 3 }, { strength: 0.5 });
 * assert.deepEqual([...problem.out.values], [11.5, 7, 9]);
 * ```
 */
export function smoothRowsReference(
  problem: SmoothProblem,
  rows: RowRange,
  settings: SmoothSettings,
): void {
  checkSmoothProblem(problem, rows, settings);
  const { table: { values, dimensions: d }, neighbours, out } = problem;
  const { strength, keep = 1, normalization = "mean" } = settings;
  const { start, partner } = neighbours;
  const degreeOf = (row: number): number => start[row + 1]! - start[row]!;

  for (let i = rows.from; i < rows.to; i++) {
    const sum = Float64Array.from(
      values.subarray(i * d, (i + 1) * d),
      (value) => keep * value,
    );
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      const j = partner[at]!;
      const share = normalization === "mean"
        ? 1 / degreeOf(i)
        : 1 / Math.sqrt(degreeOf(i) * degreeOf(j));
      for (let c = 0; c < d; c++) {
        sum[c]! += strength * share * values[j * d + c]!;
      }
    }
    out.values.set(sum, i * d);
  }
}
