import { UnknownItemError } from "./errors/unknown_item_error.ts";
import { nearestSpellings } from "./nearest_spellings.ts";

/** What a catalogue calls an item, such as an Amazon ASIN. */
export type ItemId = string;

/** The 0-based row of an item in every table of one catalogue. */
export type ItemIndex = number;

/**
 * The two-way map between item ids and rows: row `i` of every table belongs to
 * `ids[i]`.
 *
 * @example
 * ```ts
 * import { ItemVocabulary } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const items = new ItemVocabulary(["rice", "saffron"]);
 * assert.equal(items.indexOf("saffron"), 1);
 * assert.equal(items.idOf(0), "rice");
 * ```
 */
export class ItemVocabulary {
  /** All ids, in row order. */
  readonly ids: readonly ItemId[];
  readonly #indexById: ReadonlyMap<ItemId, ItemIndex>;

  /**
   * Builds the map; the array is kept, not copied.
   *
   * @param ids Distinct ids in row order.
   * @throws {RangeError} If an id occurs twice.
   */
  constructor(ids: readonly ItemId[]) {
    const indexById = new Map<ItemId, ItemIndex>();
    for (const [index, id] of ids.entries()) {
      const first = indexById.get(id);
      if (first !== undefined) {
        throw new RangeError(
          `Cannot build the vocabulary: ids must be distinct, got "${id}" in rows ${first} and ${index}`,
        );
      }
      indexById.set(id, index);
    }
    this.ids = ids;
    this.#indexById = indexById;
  }

  /** How many items there are. */
  get size(): number {
    return this.ids.length;
  }

  /** Returns whether the catalogue holds this id. */
  has(id: ItemId): boolean {
    return this.#indexById.has(id);
  }

  /**
   * Returns the row of an id.
   *
   * @throws {UnknownItemError} If the catalogue does not hold it; the error
   * carries the nearest spellings.
   */
  indexOf(id: ItemId): ItemIndex {
    const index = this.#indexById.get(id);
    if (index === undefined) {
      throw new UnknownItemError(id, nearestSpellings(id, this.ids));
    }
    return index;
  }

  /**
   * Returns the id of a row.
   *
   * @throws {RangeError} If there is no such row.
   */
  idOf(index: ItemIndex): ItemId {
    const id = this.ids[index];
    if (id === undefined) {
      throw new RangeError(
        `Cannot name the item: its row must be in [0, ${this.size}), got ${index}`,
      );
    }
    return id;
  }
}
