import { expectNumber, type ItemId, type ModelItem } from "@kindred/core";
import type { ItemStore } from "../items/item_store.ts";

/**
 * Returns a store of items that are in memory.
 *
 * @param items All items in row order; the array is kept, not copied.
 * @throws {RangeError} If two items have the same id.
 */
export function arrayItems(items: readonly ModelItem[]): ItemStore {
  const rowOf = new Map<ItemId, number>();
  for (const [row, { id }] of items.entries()) {
    const first = rowOf.get(id);
    if (first !== undefined) {
      throw new RangeError(
        `Cannot build the vocabulary: ids must be distinct, got "${id}" in rows ${first} and ${row}`,
      );
    }
    rowOf.set(id, row);
  }
  const read = (row: number) =>
    items[
      expectNumber("read an item", "its row", row, {
        min: 0,
        max: items.length - 1,
        whole: true,
      })
    ]!;
  return {
    itemCount: items.length,
    pairs: Uint32Array.from(items, ({ pairs }) => pairs),
    indexOf: (id) => rowOf.get(id) ?? Promise.resolve(undefined),
    // deno-lint-ignore require-await -- what is thrown shall reject
    item: async (row) => read(row),
    // deno-lint-ignore require-await -- what is thrown shall reject
    items: async (rows) => Array.from(rows, read),
  };
}
