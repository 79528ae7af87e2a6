import { createRandom } from "@kindred/core";
import type { PantrySources } from "./read_sources.ts";

/** Chance that the shop shows no rank for a product. */
const UNRANKED = 0.08;
/** Mean distance between neighbours in the ranking of the whole shop. */
const SPACING = 90;

/**
 * Returns a sales rank for every product, 1-based among the whole imaginary
 * shop: an ingredient of many dishes sells better, its variants share the
 * sales unevenly. Ranks are distinct, `undefined` where the shop shows none.
 *
 * @param sources Dishes and n products.
 * @param seed Fixes the noise.
 * @returns n ranks, aligned with the products.
 */
export function rankSales(
  { dishes, products }: PantrySources,
  seed: number,
): (number | undefined)[] {
  const random = createRandom(seed);
  const uses = new Map<string, number>();
  for (const ingredient of dishes.flatMap((dish) => dish.ingredients)) {
    uses.set(ingredient, (uses.get(ingredient) ?? 0) + 1);
  }
  const sales = products.map(({ ingredient }) =>
    uses.get(ingredient)! * (0.2 + random.float())
  );
  const order = products.map((_, row) => row)
    .sort((p, q) => sales[q]! - sales[p]! || p - q);

  const ranks: (number | undefined)[] = products.map(() => undefined);
  let rank = 0;
  for (const row of order) {
    rank += 1 + random.below(2 * SPACING);
    if (random.float() >= UNRANKED) ranks[row] = rank;
  }
  return ranks;
}
