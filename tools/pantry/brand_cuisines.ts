import type { PantrySources } from "./read_sources.ts";

/** How well a brand suits a cuisine: 1 is neutral, 0.3 poor, 2.5 very well. */
export type BrandFit = (brand: string | undefined, cuisine: string) => number;

/** Share of a brand's range that is assumed to be of every cuisine alike. */
const SMOOTHING = 2;
const FIT_LIMITS = { least: 0.3, most: 2.5 } as const;

/**
 * Returns how well each brand suits each cuisine, judged by what it sells: a
 * brand of miso, nori and mirin suits Japanese dishes, so its rice is bought
 * with nori rather than with curry paste. Goods without a brand suit all alike.
 */
export function brandCuisines({ dishes, products }: PantrySources): BrandFit {
  const cuisines = [...new Set(dishes.map((dish) => dish.cuisine))];

  // shareOf.get(ingredient).get(cuisine) is the share of the ingredient's
  // dishes, so that an onion speaks for no cuisine in particular.
  const shareOf = new Map<string, Map<string, number>>();
  for (const { cuisine, ingredients } of dishes) {
    for (const ingredient of ingredients) {
      add(entry(shareOf, ingredient), cuisine, 1);
    }
  }
  for (const shares of shareOf.values()) {
    const total = sum(shares.values());
    for (const [cuisine, count] of shares) shares.set(cuisine, count / total);
  }

  const everyone = new Map<string, number>();
  const brands = new Map<string, Map<string, number>>();
  for (const { brand, ingredient } of products) {
    for (const [cuisine, share] of shareOf.get(ingredient) ?? []) {
      add(everyone, cuisine, share / products.length);
      if (brand !== undefined) add(entry(brands, brand), cuisine, share);
    }
  }

  const fits = new Map<string, Map<string, number>>();
  for (const [brand, weights] of brands) {
    const total = sum(weights.values()) + SMOOTHING;
    for (const cuisine of cuisines) {
      const usual = everyone.get(cuisine) ?? 0;
      if (usual === 0) continue;
      const share = ((weights.get(cuisine) ?? 0) + SMOOTHING * usual) / total;
      const fit = Math.sqrt(share / usual);
      entry(fits, brand).set(
        cuisine,
        Math.min(FIT_LIMITS.most, Math.max(FIT_LIMITS.least, fit)),
      );
    }
  }
  return (brand, cuisine) =>
    brand === undefined ? 1 : fits.get(brand)?.get(cuisine) ?? 1;
}

/** Returns the inner map of `key`, made where there is none. */
function entry<V>(
  map: Map<string, Map<string, V>>,
  key: string,
): Map<string, V> {
  let inner = map.get(key);
  if (inner === undefined) map.set(key, inner = new Map());
  return inner;
}

function add(map: Map<string, number>, key: string, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
