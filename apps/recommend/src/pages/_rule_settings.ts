import type { SimilarItemsOptions } from "@kindred/recommender";

/** Rules that a visitor has set, as they stand in the address. */
export interface RuleSettings {
  /** The category that items must be in, or null. */
  category: string | null;
  /** The brand that they must have, or null. */
  brand: string | null;
  /** What they must cost at least, or null. */
  priceFrom: number | null;
  /** What they may cost at most, or null. */
  priceTo: number | null;
  /** How many there may be of one brand, or null. */
  perBrand: number | null;
  /** How much variety counts against fit, in `[0, 1]`. */
  diversity: number;
  /** Ids of items that shall not be shown. */
  hidden: readonly string[];
  /** Ids of items that come first. */
  pinned: readonly string[];
}

/** What each rule is called in an address and in a form. */
export const RULE_NAMES = {
  category: "category",
  brand: "brand",
  priceFrom: "price-from",
  priceTo: "price-to",
  perBrand: "per-brand",
  diversity: "diversity",
  hidden: "hide",
  pinned: "pin",
} as const satisfies Record<keyof RuleSettings, string>;

/** No rule at all. */
export const NO_RULES: RuleSettings = {
  category: null,
  brand: null,
  priceFrom: null,
  priceTo: null,
  perBrand: null,
  diversity: 0,
  hidden: [],
  pinned: [],
};

/** The longest text that is taken from an address, in UTF-16 code units. */
const LONGEST_TEXT = 500;

/**
 * Reads rules from an address. What makes no sense is no rule: a page shows what it
 * took, and a visitor has no use for a refusal.
 */
export function readRules(query: URLSearchParams): RuleSettings {
  const number = (name: string, min: number, max: number) => {
    const text = query.get(name)?.trim() ?? "";
    const value = Number(text);
    return text !== "" && value >= min && value <= max ? value : null;
  };
  const text = (name: string) => {
    const value = query.get(name)?.trim() ?? "";
    return value === "" || value.length > LONGEST_TEXT ? null : value;
  };
  const from = number(RULE_NAMES.priceFrom, 0, 1e12);
  const to = number(RULE_NAMES.priceTo, 0, 1e12);
  // From 20 to 10 is meant as from 10 to 20.
  const isTurned = from !== null && to !== null && from > to;
  const perBrand = number(RULE_NAMES.perBrand, 1, 1000);
  return {
    category: text(RULE_NAMES.category),
    brand: text(RULE_NAMES.brand),
    priceFrom: isTurned ? to : from,
    priceTo: isTurned ? from : to,
    perBrand: perBrand === null ? null : Math.floor(perBrand),
    diversity: number(RULE_NAMES.diversity, 0, 1) ?? 0,
    hidden: readIds(query, RULE_NAMES.hidden),
    pinned: readIds(query, RULE_NAMES.pinned),
  };
}

/** The most ids of one kind that an address may hold. */
const MOST_IDS = 50;

/** Returns the ids that stand in an address under a name, each once. */
export function readIds(query: URLSearchParams, name: string): string[] {
  const ids = query.getAll(name)
    .filter((id) => id !== "" && id.length <= LONGEST_TEXT);
  return [...new Set(ids)].slice(0, MOST_IDS);
}

/** Writes rules into an address. */
export function writeRules(rules: RuleSettings, query: URLSearchParams): void {
  for (const [rule, name] of Object.entries(RULE_NAMES)) {
    const value = rules[rule as keyof RuleSettings];
    if (value === null || value === 0 && rule === "diversity") continue;
    const values = typeof value === "object" ? value : [String(value)];
    for (const one of values) query.append(name, one);
  }
}

/** Returns whether any rule is set. */
export function hasRules(rules: RuleSettings): boolean {
  const query = new URLSearchParams();
  writeRules(rules, query);
  return query.size > 0;
}

/** Returns rules as the recommender takes them. */
export function optionsOf(rules: RuleSettings): SimilarItemsOptions {
  const { category, brand, priceFrom, priceTo, perBrand } = rules;
  const hasPrice = priceFrom !== null || priceTo !== null;
  return {
    exclude: rules.hidden,
    pin: rules.pinned,
    diversity: rules.diversity,
    ...perBrand === null ? {} : { atMost: { brand: perBrand } },
    ...category === null && brand === null && !hasPrice ? {} : {
      filter: {
        ...category === null ? {} : { categories: [category] },
        ...brand === null ? {} : { brands: [brand] },
        ...hasPrice
          ? {
            price: {
              ...priceFrom === null ? {} : { min: priceFrom },
              ...priceTo === null ? {} : { max: priceTo },
            },
          }
          : {},
      },
    },
  };
}
