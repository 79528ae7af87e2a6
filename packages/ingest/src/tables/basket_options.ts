import { expectNumber } from "@kindred/core";

/** How the weight of a pair follows from the baskets that hold it. */
export const BASKET_WEIGHTS = {
  count: "baskets with both",
  lift: "how many times as often together as if chance had it",
  cosine: "baskets with both over the geometric mean of those with either",
  ppmi: "logarithm of the lift in nats, pairs with none above 0 left out",
} as const;

/** One of {@linkcode BASKET_WEIGHTS}. */
export type BasketWeight = keyof typeof BASKET_WEIGHTS;

/** Settings of {@linkcode deriveBasketPairs}. */
export interface BasketOptions {
  /** Fewest baskets that hold both items of a pair. Default 5. */
  minSupport?: number;
  /** The weight. Default `"cosine"`. */
  weight?: BasketWeight;
  /** After how many days a basket counts half; null for never. Default null. */
  halfLife?: number | null;
  /** Most different items of a basket that are used. Default 200. */
  basketCap?: number;
  /** Seed of the choice among items of equal time. Default 1. */
  seed?: number;
}

const ACTION = "pair the items of baskets";

/**
 * Returns the settings with their defaults.
 *
 * @param options Some of them.
 * @throws {RangeError} If one is out of range.
 */
export function resolveBasketOptions(
  options: BasketOptions = {},
): Required<BasketOptions> {
  const {
    minSupport = 5,
    weight = "cosine",
    halfLife = null,
    basketCap = 200,
    seed = 1,
  } = options;
  expectNumber(ACTION, "minSupport", minSupport, { min: 1, whole: true });
  expectNumber(ACTION, "basketCap", basketCap, { min: 2, whole: true });
  expectNumber(ACTION, "seed", seed, { min: 0, whole: true });
  if (halfLife !== null) {
    expectNumber(ACTION, "halfLife", halfLife, { min: 0, above: true });
  }
  if (!Object.hasOwn(BASKET_WEIGHTS, weight)) {
    throw new RangeError(
      `Cannot ${ACTION}: weight must be one of ${
        Object.keys(BASKET_WEIGHTS).join(", ")
      }, got "${weight}"`,
    );
  }
  return { minSupport, weight, halfLife, basketCap, seed };
}
