import { describeRange, isInRange, type ItemId } from "@kindred/core";

/** One item of a basket. */
export interface WeightedItem {
  /** The item's id. */
  id: ItemId;
  /**
   * What it counts beside the others, above 0.
   *
   * @default 1
   */
  weight?: number;
}

/** What similar items are asked for: one item, several, or several with weights. */
export type Basket = ItemId | readonly (ItemId | WeightedItem)[];

/** How many items a basket may have. */
const MOST_ITEMS = 1000;

const WEIGHT = { min: 0, above: true } as const;

/**
 * Returns what each item of a basket counts, the first item first; an item that is
 * there twice counts as much as both.
 *
 * @param basket The basket as it was given.
 * @throws {RangeError} If it has no item or more than 1,000, an entry is no item, or
 * a weight is no finite number above 0.
 */
export function basketWeights(basket: Basket): Map<ItemId, number> {
  const entries: readonly unknown[] = typeof basket === "string"
    ? [basket]
    : basket;
  if (
    !Array.isArray(entries) || entries.length === 0 ||
    entries.length > MOST_ITEMS
  ) {
    throw new RangeError(
      `Cannot recommend: a basket must have 1 to ${MOST_ITEMS} items, got ${
        Array.isArray(entries) ? entries.length : typeof entries
      }`,
    );
  }
  const weights = new Map<ItemId, number>();
  for (const [i, entry] of entries.entries()) {
    const { id, weight = 1 }: Partial<WeightedItem> = typeof entry === "string"
      ? { id: entry }
      : entry ?? {};
    if (typeof id !== "string") {
      throw new RangeError(
        `Cannot recommend: item ${i} of a basket must have an id, got ${typeof id}`,
      );
    }
    if (typeof weight !== "number" || !isInRange(weight, WEIGHT)) {
      throw new RangeError(
        `Cannot recommend: the weight of ${JSON.stringify(id)} must be ${
          describeRange(WEIGHT)
        }, got ${weight}`,
      );
    }
    weights.set(id, (weights.get(id) ?? 0) + weight);
  }
  return weights;
}
