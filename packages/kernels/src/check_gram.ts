import type { EmbeddingTable } from "@kindred/core";
import { checkRowRange, type RowRange } from "./row_range.ts";

/**
 * Checks what a version of the Gram matrix is given, whichever it is.
 *
 * @param table The vectors, shape `[n, d]`.
 * @param rows Which rows.
 * @param out Where the sums shall go, shape `[d, d]`.
 * @throws {RangeError} If `out` has another length, or the rows are not within
 * the table.
 */
export function checkGram(
  table: EmbeddingTable,
  rows: RowRange,
  out: Float32Array,
): void {
  checkRowRange("multiply columns", rows, table.itemCount);
  const length = table.dimensions ** 2;
  if (out.length !== length) {
    throw new RangeError(
      `Cannot multiply columns: out must have length ${length}, got ${out.length}`,
    );
  }
}
