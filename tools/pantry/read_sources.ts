import { readFile } from "node:fs/promises";
import { type Dish, parseDishes } from "./parse_dishes.ts";
import { type PantryProduct, parseProducts } from "./parse_products.ts";
import { PantrySourceError, type SourceMistake } from "./source_mistake.ts";

/** What the sample is made from. */
export interface PantrySources {
  /** In the order of their source. */
  dishes: Dish[];
  /** In the order of their source, which numbers them. */
  products: PantryProduct[];
}

const DISHES = "tools/pantry/dishes.txt";
const PRODUCTS = "tools/pantry/products.txt";

/**
 * Returns the dishes and products of the two source texts beside this file.
 *
 * @throws {PantrySourceError} If they hold a mistake; it names all of them.
 */
export async function readSources(): Promise<PantrySources> {
  const [dishText, productText] = await Promise.all(
    ["dishes.txt", "products.txt"].map((name) =>
      readFile(new URL(name, import.meta.url), "utf8")
    ),
  );
  return linkSources(dishText!, productText!);
}

/**
 * Returns the dishes and products of two source texts that fit each other:
 * every ingredient of a dish has a product, and every product has a dish.
 *
 * @param dishText In the notation of `dishes.txt`.
 * @param productText In the notation of `products.txt`.
 * @throws {PantrySourceError} If they hold a mistake; it names all of them.
 */
export function linkSources(
  dishText: string,
  productText: string,
): PantrySources {
  const { dishes, mistakes } = parseDishes(dishText, DISHES);
  const shelf = parseProducts(productText, PRODUCTS);
  const { products } = shelf;
  const found: SourceMistake[] = [...mistakes, ...shelf.mistakes];

  const sold = new Set(products.map((product) => product.ingredient));
  const cooked = new Set(dishes.flatMap((dish) => dish.ingredients));
  for (const { name, ingredients, line } of dishes) {
    for (const it of ingredients.filter((it) => !sold.has(it))) {
      const message =
        `every ingredient must have a product in ${PRODUCTS}, got unknown "${it}" in "${name}"`;
      found.push({ file: DISHES, line, message });
    }
  }
  for (const { ingredient, line } of products) {
    if (cooked.has(ingredient)) continue;
    // Once an ingredient is enough, though each of its products is idle.
    cooked.add(ingredient);
    const message =
      `every ingredient must be used by a dish, got unused "${ingredient}"`;
    found.push({ file: PRODUCTS, line, message });
  }
  if (found.length > 0) throw new PantrySourceError(found);
  return { dishes, products };
}
