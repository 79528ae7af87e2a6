import type { ModelItem } from "@kindred/core";
import {
  categoriesAbove,
  idSet,
  isPriceIn,
  type ItemFilter,
} from "./item_filter.ts";

/** What rules need to know of items, by their rows. */
export interface Facts {
  /** Returns a test of whether the item of a row is one of those meant. */
  test(filter: ItemFilter): (row: number) => boolean;
  /** Returns what stands for an item's brand; null where it is not known. */
  brandOf(row: number): string | number | null;
  /**
   * Returns what stands for the most special category of an item's first path; null
   * where it is in none.
   */
  categoryOf(row: number): string | number | null;
  /** Returns all categories that an item is in, and those above them. */
  categoriesOf(row: number): ReadonlySet<string | number>;
}

/**
 * Returns what is known of some items.
 *
 * @param items The items by their rows: all that will be asked for.
 */
export function itemFacts(items: ReadonlyMap<number, ModelItem>): Facts {
  const categoriesOf = (row: number) =>
    new Set(
      items.get(row)!.categories.flatMap((path) => [...categoriesAbove(path)]),
    );
  return {
    test({ categories, brands, price, ids }) {
      const wantedCategories = categories && new Set(categories);
      const wantedBrands = brands && new Set(brands);
      const wantedIds = ids && idSet(ids);
      return (row) => {
        const item = items.get(row)!;
        return (!wantedIds || wantedIds.has(item.id)) &&
          (!wantedBrands ||
            item.brand !== null && wantedBrands.has(item.brand)) &&
          (!price || isPriceIn(item.price, price)) &&
          (!wantedCategories ||
            [...categoriesOf(row)].some((one) => wantedCategories.has(one)));
      };
    },
    brandOf: (row) => items.get(row)!.brand,
    categoryOf: (row) => items.get(row)!.categories[0] ?? null,
    categoriesOf,
  };
}
