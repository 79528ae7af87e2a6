import type { ItemId } from "@kindred/core";

/**
 * Which items are meant: those of which all that is given holds. An item of which
 * a field is not known never matches what asks for it.
 */
export interface ItemFilter {
  /**
   * Categories, of which the item is in one or more, or in one below it: `Shop > Food`
   * holds what is in `Shop > Food > Rice`. Compared letter by letter.
   */
  categories?: readonly string[];
  /** Brands, of which the item's is one. Compared letter by letter. */
  brands?: readonly string[];
  /** What it may cost, both ends included, in the catalogue's currency. */
  price?: PriceRange;
  /** Ids, of which the item's is one: what is in stock. */
  ids?: readonly ItemId[] | ReadonlySet<ItemId>;
}

/** What an item may cost. */
export interface PriceRange {
  /** The lowest price. Default any. */
  min?: number;
  /** The highest price. Default any. */
  max?: number;
}

/** Between the steps of a category's path, from general to special. */
export const CATEGORY_STEP = " > ";

/**
 * Yields the categories that a path is in: itself, and all above it.
 *
 * @param path The path, such as `Shop > Food`.
 */
export function* categoriesAbove(path: string): Generator<string> {
  for (
    let end = path.indexOf(CATEGORY_STEP);
    end !== -1;
    end = path.indexOf(CATEGORY_STEP, end + CATEGORY_STEP.length)
  ) {
    yield path.slice(0, end);
  }
  yield path;
}

/** Returns whether a price is known and in a range. */
export function isPriceIn(
  price: number | null,
  { min = -Infinity, max = Infinity }: PriceRange,
): boolean {
  return price !== null && price >= min && price <= max;
}

/** Returns ids for asking whether one is among them. */
export function idSet(
  ids: readonly ItemId[] | ReadonlySet<ItemId>,
): ReadonlySet<ItemId> {
  return Array.isArray(ids) ? new Set(ids) : ids as ReadonlySet<ItemId>;
}
