import { brandCuisines } from "./brand_cuisines.ts";
import type { PantrySources } from "./read_sources.ts";

/**
 * Dishes that every product is taken to have been in without company, so that
 * two ingredients of a single dish are not a perfect match.
 */
const LONELY_DISHES = 2;

/**
 * Returns how strongly each product calls for each other one because dishes
 * need both: the cosine of the two products' dishes, a dish weighing more where
 * the brand suits its cuisine. The cosine keeps onions, which go with
 * everything, from crowding out what goes with little else.
 *
 * @returns For each of the n products, the scores in `(0, 1)` of those that
 * share a dish with it and are of another ingredient, by row.
 */
export function scoreComplements(
  sources: PantrySources,
): Map<number, number>[] {
  const { dishes, products } = sources;
  const fit = brandCuisines(sources);
  const rowsOf = new Map<string, number[]>();
  for (const [row, { ingredient }] of products.entries()) {
    const rows = rowsOf.get(ingredient);
    if (rows === undefined) rowsOf.set(ingredient, [row]);
    else rows.push(row);
  }

  // together[p].get(q) is sum over dishes of w_p w_q, mass[p] that of w_p w_p
  const together = products.map(() => new Map<number, number>());
  const mass = new Float64Array(products.length).fill(LONELY_DISHES);
  for (const { cuisine, ingredients } of dishes) {
    const basket = ingredients.flatMap((it) => rowsOf.get(it) ?? []);
    const weights = basket.map((row) => fit(products[row]!.brand, cuisine));
    for (const [i, p] of basket.entries()) {
      mass[p]! += weights[i]! ** 2;
      for (const [j, q] of basket.entries()) {
        if (products[p]!.ingredient === products[q]!.ingredient) continue;
        const scores = together[p]!;
        scores.set(q, (scores.get(q) ?? 0) + weights[i]! * weights[j]!);
      }
    }
  }
  for (const [p, scores] of together.entries()) {
    for (const [q, shared] of scores) {
      scores.set(q, shared / Math.sqrt(mass[p]! * mass[q]!));
    }
  }
  return together;
}
