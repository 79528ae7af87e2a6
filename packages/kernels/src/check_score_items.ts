/**
 * Checks what a scorer of all items is given, whichever scorer it is.
 *
 * @param itemCount How many items there are.
 * @param queries Rows of the items asked for, uint32, shape `[q]`.
 * @param out Where the scores shall go, float32, shape `[q, itemCount]`.
 * @throws {RangeError} If `out` has another length than queries times items, or
 * a row does not exist.
 */
export function checkScoreItems(
  itemCount: number,
  queries: Uint32Array,
  out: Float32Array,
): void {
  if (out.length !== queries.length * itemCount) {
    throw new RangeError(
      `Cannot score items: out must have length ${
        queries.length * itemCount
      }, got ${out.length}`,
    );
  }
  for (const row of queries) {
    if (row >= itemCount) {
      throw new RangeError(
        `Cannot score items: rows must be below ${itemCount}, got ${row}`,
      );
    }
  }
}
