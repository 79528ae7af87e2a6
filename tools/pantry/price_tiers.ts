import type { PantryProduct } from "./parse_products.ts";

/** Where a product's price stands among the variants of its ingredient. */
export type PriceTier = "cheap" | "usual" | "dear";

/** How far from the mean, as a share of it, a price counts as usual. */
const USUAL = 0.1;

/**
 * Returns the price tier of every product; one without a price or without
 * other variants is "usual".
 *
 * @returns n tiers, aligned with the products.
 */
export function priceTiers(products: readonly PantryProduct[]): PriceTier[] {
  const pricesOf = new Map<string, number[]>();
  for (const { ingredient, price } of products) {
    if (price === undefined) continue;
    pricesOf.set(ingredient, [...pricesOf.get(ingredient) ?? [], price]);
  }
  return products.map(({ ingredient, price }) => {
    if (price === undefined) return "usual";
    const prices = pricesOf.get(ingredient)!;
    const mean = prices.reduce((sum, it) => sum + it, 0) / prices.length;
    if (price < mean * (1 - USUAL)) return "cheap";
    return price > mean * (1 + USUAL) ? "dear" : "usual";
  });
}
