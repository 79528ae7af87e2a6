import {
  describeRange,
  isInRange,
  type ItemId,
  nearestSpellings,
  type NumberRange,
} from "@kindred/core";
import type { SimilarItemsOptions } from "../recommender.ts";
import { idSet, type ItemFilter } from "./item_filter.ts";

/** How many answers may be asked for. */
export const COUNT_RANGE = { min: 1, max: 1000, whole: true } as const;

/** How many entries the lists of the options may have. */
const MOST = { exclude: 1000, pin: 1000, boost: 100, names: 1000 } as const;

const PROBABILITY = { min: 0, max: 1 } as const;

/** The settings of a question, checked and with their defaults. */
export interface Rules {
  k: number;
  exclude: ReadonlySet<ItemId>;
  filter: ItemFilter | null;
  boost: readonly { filter: ItemFilter; factor: number }[];
  pin: readonly ItemId[];
  atMost: { brand: number; category: number };
  diversity: number;
  minScore: number;
  explain: boolean;
}

/** Each setting by its name, so that a misspelt one is found. */
const OPTIONS: Record<keyof SimilarItemsOptions, true> = {
  k: true,
  exclude: true,
  filter: true,
  boost: true,
  pin: true,
  atMost: true,
  diversity: true,
  minScore: true,
  explain: true,
};

/** Each field of a filter by its name. */
const FIELDS: Record<keyof ItemFilter, true> = {
  categories: true,
  brands: true,
  price: true,
  ids: true,
};

/**
 * Checks the settings of a question.
 *
 * @param options The settings as they were given.
 * @throws {RangeError} If one is not allowed; the message names it.
 */
export function checkRules(options: SimilarItemsOptions): Rules {
  expectNames("the options", options, OPTIONS);
  const {
    k = 10,
    exclude = [],
    filter,
    boost = [],
    pin = [],
    atMost = {},
    diversity = 0,
    minScore = 0,
    explain = false,
  } = options;
  expect("k", k, COUNT_RANGE);
  expectTexts("exclude", exclude, MOST.exclude);
  expectTexts("pin", pin, MOST.pin);
  expect("diversity", diversity, PROBABILITY);
  expect("minScore", minScore, PROBABILITY);
  expectNames("atMost", atMost, { brand: true, category: true });
  for (const [name, count] of Object.entries(atMost)) {
    if (count === undefined) continue;
    expect(`atMost.${name}`, count, { min: 1, whole: true });
  }
  expectList("boost", boost, MOST.boost);
  for (const [i, entry] of boost.entries()) {
    const place = `boost[${i}]`;
    expectNames(place, entry, { filter: true, factor: true });
    expect(`${place}.factor`, entry.factor, { min: 0, above: true });
    checkFilter(`${place}.filter`, entry.filter);
  }
  if (filter !== undefined) checkFilter("filter", filter);
  if (typeof explain !== "boolean") {
    throw complaint("explain must be true or false", explain);
  }
  return {
    k,
    exclude: new Set(exclude),
    filter: filter === undefined ? null : prepared(filter),
    boost: boost.map(({ filter, factor }) => ({
      filter: prepared(filter),
      factor,
    })),
    pin: [...new Set(pin)],
    atMost: {
      brand: atMost.brand ?? Infinity,
      category: atMost.category ?? Infinity,
    },
    diversity,
    minScore,
    explain,
  };
}

function checkFilter(place: string, filter: ItemFilter): void {
  expectNames(place, filter, FIELDS);
  const { categories, brands, price, ids } = filter;
  if (categories !== undefined) {
    expectTexts(`${place}.categories`, categories, MOST.names, 1);
  }
  if (brands !== undefined) {
    expectTexts(`${place}.brands`, brands, MOST.names, 1);
  }
  if (ids !== undefined && !(ids instanceof Set)) {
    expectTexts(`${place}.ids`, ids as readonly ItemId[], Infinity);
  }
  if (price === undefined) return;
  expectNames(`${place}.price`, price, { min: true, max: true });
  const { min, max } = price;
  if (min !== undefined) expect(`${place}.price.min`, min, {});
  if (max !== undefined) {
    expect(`${place}.price.max`, max, min === undefined ? {} : { min });
  }
}

/** A filter whose ids are a set, which is made once and not for each test. */
function prepared(filter: ItemFilter): ItemFilter {
  return filter.ids === undefined
    ? filter
    : { ...filter, ids: idSet(filter.ids) };
}

function expect(name: string, value: number, range: NumberRange): void {
  if (typeof value === "number" && isInRange(value, range)) return;
  throw complaint(`${name} must be ${describeRange(range)}`, value);
}

/** Whether a value may have settings as its members. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws if an object has other members than those that are known. */
function expectNames(
  place: string,
  value: unknown,
  known: Readonly<Record<string, true>>,
): void {
  if (!isObject(value)) throw complaint(`${place} must be an object`, value);
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(known, name)) continue;
    const [nearest] = nearestSpellings(name, Object.keys(known), 1);
    throw new RangeError(
      `Cannot recommend: ${place} may have ${
        Object.keys(known).join(", ")
      }, got ${excerpt(name)}${
        nearest === undefined ? "" : `; nearest ${excerpt(nearest)}`
      }`,
    );
  }
}

function expectList(
  name: string,
  list: unknown,
  most: number,
  least = 0,
): void {
  if (!Array.isArray(list)) throw complaint(`${name} must be a list`, list);
  if (list.length < least || list.length > most) {
    throw new RangeError(
      `Cannot recommend: ${name} must have ${least} to ${most} entries, got ${list.length}`,
    );
  }
}

function expectTexts(
  name: string,
  list: readonly string[],
  most: number,
  least = 0,
): void {
  expectList(name, list, most, least);
  const other = list.find((one) => typeof one !== "string");
  if (other !== undefined) throw complaint(`${name} must hold texts`, other);
}

function complaint(wanted: string, value: unknown): RangeError {
  return new RangeError(`Cannot recommend: ${wanted}, got ${excerpt(value)}`);
}

/** A value as a message shows it: short, and never an error of its own. */
function excerpt(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") {
    return String(value);
  }
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 100);
  } catch {
    return typeof value;
  }
}
