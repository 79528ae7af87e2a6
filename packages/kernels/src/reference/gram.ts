import type { EmbeddingTable } from "@kindred/core";
import { checkGram } from "../check_gram.ts";
import type { RowRange } from "../row_range.ts";

/**
 * Writes how a table's columns go together over some of its rows:
 * `out[c, k] = Σ v[i, c] v[i, k]` for `i` in `rows`, that is VᵀV. Sums over
 * ranges add up to the sum over the table.
 *
 * @param table The vectors, float32, shape `[n, d]`.
 * @param rows Which rows.
 * @param out Receives the sums, float32, shape `[d, d]`, symmetric.
 * @throws {RangeError} If `out` has another length, or the rows are not within
 * the table.
 *
 * @example
 * ```ts
 * import { gramReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = {
 *   values: Float32Array.of(1, 2, 3, 4),
 *   itemCount: 2,
 *   dimensions: 2,
 * };
 * const out = new Float32Array(4);
 * gramReference(table, { from: 0, to: 2 }, out);
 * assert.deepEqual([...out], [10, 14, 14, 20]);
 * ```
 */
export function gramReference(
  table: EmbeddingTable,
  rows: RowRange,
  out: Float32Array,
): void {
  checkGram(table, rows, out);
  const { values, dimensions: d } = table;
  for (let c = 0; c < d; c++) {
    for (let k = 0; k <= c; k++) {
      let sum = 0;
      for (let i = rows.from; i < rows.to; i++) {
        sum += values[i * d + c]! * values[i * d + k]!;
      }
      out[c * d + k] = sum;
      out[k * d + c] = sum;
    }
  }
}
