import {
  NO_RULES,
  readIds,
  readRules,
  type RuleSettings,
  writeRules,
} from "./_rule_settings.ts";

/**
 * What a visitor has put together. All of it stands in the address: there is no
 * session and no cookie, every page can be sent to somebody, and links are enough to
 * change it.
 */
export interface Visit {
  /** Ids of the items in the basket. */
  basket: readonly string[];
  /** Rules for whatever is recommended. */
  rules: RuleSettings;
}

/** What an item of the basket is called in an address: once each, as an id may hold a comma. */
export const BASKET_NAME = "basket";

/** A visit that begins. */
export const NEW_VISIT: Visit = { basket: [], rules: NO_RULES };

/** Reads what a visitor has put together from the address of a page. */
export function readVisit(url: string): Visit {
  const query = new URL(url).searchParams;
  return { basket: readIds(query, BASKET_NAME), rules: readRules(query) };
}

/**
 * Returns the address of a page on which a visit goes on.
 *
 * @param path The page's path.
 * @param visit What has been put together.
 * @param more What else stands in the address.
 */
export function addressOf(
  path: string,
  { basket, rules }: Visit,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(more);
  for (const id of basket) query.append(BASKET_NAME, id);
  writeRules(rules, query);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Returns a visit with an item in the basket. */
export function withItem(visit: Visit, id: string): Visit {
  return { ...visit, basket: [...new Set([...visit.basket, id])] };
}

/** Returns a visit without an item in the basket. */
export function withoutItem(visit: Visit, id: string): Visit {
  return { ...visit, basket: visit.basket.filter((other) => other !== id) };
}

/** Returns a visit with some rules changed. */
export function withRules(visit: Visit, changes: Partial<RuleSettings>): Visit {
  return { ...visit, rules: { ...visit.rules, ...changes } };
}
