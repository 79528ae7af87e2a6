import { createRandom, type Random } from "@kindred/core";
import type { PantryProduct } from "./parse_products.ts";
import { priceTiers } from "./price_tiers.ts";
import type { PantrySources } from "./read_sources.ts";
import { scoreComplements } from "./score_complements.ts";
import { scoreSubstitutes } from "./score_substitutes.ts";

/** A product's related products, as rows; each list best first. */
export interface RelatedRows {
  /** What completes a dish with it; at most 40. */
  alsoBought: number[];
  /** What stands on its shelf; 3 to 8 where there are as many. */
  alsoViewed: number[];
  /** The first few of `alsoBought`, or none. */
  boughtTogether: number[];
  /** The first few of `alsoViewed` and `alsoBought`, or none. */
  buyAfterViewing: number[];
}

/** Longest `alsoBought` list; the shortest popular ones have half of it. */
const MOST_ALSO_BOUGHT = 40;
/** Share of the possible companions that a list shows at most. */
const SHOWN_SHARE = 0.6;
/** What each further variant of an ingredient loses against the one before. */
const FURTHER_VARIANT = 0.55;
const SAME_BRAND = 1.3;
const SAME_TIER = 1.15;
/** Chance that an entry is missing from a list, though it is in the other's. */
const OVERLOOKED = 0.06;

/**
 * Returns the related products of every product, derived from the dishes: what
 * is bought with it completes its dishes, what is viewed with it could replace
 * it. Each list is noisy by itself, so that many a pair shows in one direction
 * only, as in real shops.
 *
 * @param sources Dishes and n products.
 * @param seed Fixes the noise.
 * @returns n entries, aligned with the products.
 */
export function deriveRelations(
  sources: PantrySources,
  seed: number,
): RelatedRows[] {
  const { products } = sources;
  const complements = scoreComplements(sources);
  const substitutes = scoreSubstitutes(sources);
  const tiers = priceTiers(products);
  const random = createRandom(seed);

  return products.map((product, row) => {
    const wanted = new Map<number, number>();
    for (const [other, score] of complements[row]!) {
      const brand = products[other]!.brand;
      const kin = brand !== undefined && brand === product.brand;
      const even = tiers[other] === tiers[row];
      wanted.set(
        other,
        score * (kin ? SAME_BRAND : 1) * (even ? SAME_TIER : 1) *
          noise(random, 0.3),
      );
    }
    const companions = bestFirst(spread(wanted, products));
    const most = MOST_ALSO_BOUGHT / 2 + random.below(MOST_ALSO_BOUGHT / 2 + 1);
    const alsoBought = companions
      .slice(0, Math.min(most, Math.ceil(companions.length * SHOWN_SHARE)))
      .filter(() => random.float() >= OVERLOOKED);

    const compared = new Map<number, number>();
    for (const [other, score] of substitutes[row]!) {
      compared.set(other, score * noise(random, 0.4));
    }
    const alsoViewed = bestFirst(compared).slice(0, 3 + random.below(6));

    return {
      alsoBought,
      alsoViewed,
      boughtTogether: random.float() < 0.75
        ? alsoBought.slice(0, 1 + random.below(3))
        : [],
      buyAfterViewing: random.float() < 0.4
        ? [...alsoViewed.slice(0, 2), ...alsoBought.slice(0, random.below(3))]
        : [],
    };
  });
}

/**
 * Returns the scores with each further variant of an ingredient, best first,
 * set back: a shopper takes one kind of ghee, not all three.
 */
function spread(
  scores: Map<number, number>,
  products: readonly PantryProduct[],
): Map<number, number> {
  const seen = new Map<string, number>();
  const result = new Map<number, number>();
  for (const row of bestFirst(scores)) {
    const { ingredient } = products[row]!;
    const before = seen.get(ingredient) ?? 0;
    seen.set(ingredient, before + 1);
    result.set(row, scores.get(row)! * FURTHER_VARIANT ** before);
  }
  return result;
}

/** Returns the keys by falling score, equal scores by row. */
function bestFirst(scores: Map<number, number>): number[] {
  return [...scores]
    .sort(([p, a], [q, b]) => b - a || p - q)
    .map(([row]) => row);
}

/** Returns a factor from `1 - reach` to `1 + reach`. */
function noise(random: Random, reach: number): number {
  return 1 + reach * (2 * random.float() - 1);
}
