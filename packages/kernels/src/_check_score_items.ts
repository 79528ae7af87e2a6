import type { ItemModel } from "@kindred/core";

/**
 * Checks what scoring is given, whichever version of it.
 *
 * @throws {RangeError} If `out` has another length than queries times items, or
 * a row does not exist.
 */
export function checkScoreItems(
  { embeddings: { itemCount } }: ItemModel,
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
