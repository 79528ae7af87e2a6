import type { PantrySources } from "./read_sources.ts";

/** What two variants of one ingredient score; two ingredients reach 1. */
const SAME_INGREDIENT = 2;

/**
 * Returns how likely a shopper compares each product with each other one: first
 * the variants of an ingredient, then what stands on the same shelf (the whole
 * category path) and keeps the same company in dishes, as Gruyere and Emmental
 * do.
 *
 * @returns For each of the n products, the scores of those on its shelf, by
 * row; 2 for the same ingredient, else in `[0.05, 1.05]`.
 */
export function scoreSubstitutes(
  { dishes, products }: PantrySources,
): Map<number, number>[] {
  // company.get(a).get(b) counts the dishes that need a and b
  const company = new Map<string, Map<string, number>>();
  for (const { ingredients } of dishes) {
    for (const a of ingredients) {
      let counts = company.get(a);
      if (counts === undefined) company.set(a, counts = new Map());
      for (const b of ingredients) {
        if (a !== b) counts.set(b, (counts.get(b) ?? 0) + 1);
      }
    }
  }

  const shelves = new Map<string, number[]>();
  for (const [row, { categoryPath }] of products.entries()) {
    const shelf = categoryPath.join(" > ");
    shelves.set(shelf, [...shelves.get(shelf) ?? [], row]);
  }

  const scores = products.map(() => new Map<number, number>());
  for (const shelf of shelves.values()) {
    for (const p of shelf) {
      for (const q of shelf) {
        if (p === q) continue;
        const a = products[p]!.ingredient;
        const b = products[q]!.ingredient;
        scores[p]!.set(
          q,
          a === b
            ? SAME_INGREDIENT
            : 0.05 + cosine(company.get(a)!, company.get(b)!),
        );
      }
    }
  }
  return scores;
}

/** Returns the cosine of two sparse vectors, in `[0, 1]` for counts. */
function cosine(a: Map<string, number>, b: Map<string, number>): number {
  let dot = 0;
  for (const [key, value] of a) dot += value * (b.get(key) ?? 0);
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
}

function norm(vector: Map<string, number>): number {
  let squares = 0;
  for (const value of vector.values()) squares += value * value;
  return Math.sqrt(squares);
}
