import type { z } from "@hono/zod-openapi";
import type { ModelItem } from "@kindred/core";
import type { Explanation, SimilarItems } from "@kindred/recommender";
import type { itemSchema, recommendationSchema } from "./_schemas.ts";

/** Returns an item as answers show it. */
export function itemJson(item: ModelItem): z.input<typeof itemSchema> {
  const { id, title, brand, price, categories, pairs } = item;
  return { id, title, brand, price, categories: [...categories], pairs };
}

/** Returns similar items as answers show them. */
export function similarJson(
  found: SimilarItems,
  k: number,
): z.input<typeof recommendationSchema> {
  return {
    items: found.items.map(({ item, score, why }) => {
      const { pairs: _, ...product } = itemJson(item);
      return {
        ...product,
        score,
        ...why === undefined ? {} : { why: whyJson(why) },
      };
    }),
    k,
    skipped: [...found.skipped],
    exact: found.exact,
    complete: found.complete,
    engine: found.engine,
    diversity_by: found.diversityBy,
  };
}

function whyJson({ probability, known, shared, rules }: Explanation) {
  return {
    probability,
    known: known.map(({ id, weight }) => ({ id, weight })),
    shared: shared.map(({ id, title }) => ({ id, title })),
    rules: rules.map((effect) => ({ ...effect })),
  };
}
