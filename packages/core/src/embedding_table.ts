/** One vector an item, row after row. */
export interface EmbeddingTable {
  /** All values, float32, shape `[itemCount, dimensions]`, row-major. */
  values: Float32Array;
  /** How many items (rows) there are. */
  itemCount: number;
  /** How many numbers a vector has. */
  dimensions: number;
}

/**
 * Returns the vector of one item: a view, not a copy.
 *
 * @param table The table.
 * @param index Row of the item, 0-based.
 * @returns float32, shape `[dimensions]`.
 * @throws {RangeError} If there is no such row.
 *
 * @example
 * ```ts
 * import { embeddingOf } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const table = {
 *   values: Float32Array.of(1, 2, 3, 4),
 *   itemCount: 2,
 *   dimensions: 2,
 * };
 * assert.deepEqual([...embeddingOf(table, 1)], [3, 4]);
 * ```
 */
export function embeddingOf(
  table: EmbeddingTable,
  index: number,
): Float32Array {
  if (!(Number.isInteger(index) && index >= 0 && index < table.itemCount)) {
    throw new RangeError(
      `Cannot read a vector: the row must be in [0, ${table.itemCount}), got ${index}`,
    );
  }
  const start = index * table.dimensions;
  return table.values.subarray(start, start + table.dimensions);
}
