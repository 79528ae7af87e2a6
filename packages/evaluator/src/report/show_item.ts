import type { Product } from "@kindred/core";

/** An item as a report shows it. */
export interface ShownItem {
  /** Its title, or its id where it has none. */
  name: string;
  /** Brand, or empty. */
  note: string;
}

/**
 * Returns how an item is shown.
 *
 * @param products What the catalogue says of each row; null where there is none,
 * and then rows are numbered.
 * @param item Its row, 0-based.
 */
export function showItem(
  products: readonly Product[] | null,
  item: number,
): ShownItem {
  const product = products?.[item];
  return {
    name: product?.title ?? product?.id ?? `item ${item}`,
    note: product?.brand ?? "",
  };
}
