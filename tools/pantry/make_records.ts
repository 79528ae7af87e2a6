import { createRandom } from "@kindred/core";
import { deriveRelations, type RelatedRows } from "./derive_relations.ts";
import type { PantryProduct } from "./parse_products.ts";
import { PythonFloat, type PythonValue } from "./python_literal.ts";
import { rankSales } from "./rank_sales.ts";
import type { PantrySources } from "./read_sources.ts";

/** A record of the sample, its fields in the order in which they are written. */
export type PantryRecord = { readonly [field: string]: PythonValue };

/** The shop's department: root of every category path and of the sales ranks. */
const DEPARTMENT = "Grocery & Gourmet Food";
/** Chance that the shop shows no price, though the source has one. */
const UNPRICED = 0.04;
/** Chance that a product has no related products at all. */
const UNRELATED = 0.03;
/** Chance that a list also names a product that the sample does not hold. */
const DANGLING = 0.04;
/** Row of the one product that is related to itself. */
const SELF_LINKED_ROW = 40;

/**
 * Returns the id of a product, ten characters.
 *
 * @param row 0-based; those that do not exist, too, have an id.
 */
export function asinOf(row: number): string {
  return `PANTRY${String(row + 1).padStart(4, "0")}`;
}

/**
 * Returns the record of every product, related products and some faults of
 * real metadata included: lists that name unknown products, products without
 * `related`, without a price, brand or rank, and one related to itself.
 *
 * @param sources Dishes and n products.
 * @param seed Fixes the noise.
 * @returns n records, aligned with the products.
 */
export function makeRecords(
  sources: PantrySources,
  seed: number,
): PantryRecord[] {
  const relations = deriveRelations(sources, seed);
  const ranks = rankSales(sources, seed + 1);
  const random = createRandom(seed + 2);
  // Beyond the catalogue, so that the ids are well formed but unknown.
  const dangling = () =>
    random.float() < DANGLING ? [asinOf(9000 + random.below(30))] : [];

  return sources.products.map((product, row) => {
    const related = relatedField(relations[row]!, dangling);
    if (row === SELF_LINKED_ROW) related.also_bought!.splice(3, 0, asinOf(row));
    const bare = row !== SELF_LINKED_ROW && random.float() < UNRELATED;
    const rank = ranks[row];
    const head = { asin: asinOf(row), title: product.title };
    const hidden = random.float() < UNPRICED;
    const price = product.price !== undefined && !hidden &&
      { price: new PythonFloat(product.price) };
    const tail = {
      ...(rank !== undefined && { salesRank: { [DEPARTMENT]: rank } }),
      ...brandField(product, row),
      categories: categoriesOf(product),
    };
    const kin = !bare && Object.keys(related).length > 0 && { related };
    // The real dumps keep no order of fields either.
    return row % 3 === 1
      ? { ...head, ...tail, ...price, ...kin }
      : { ...head, ...price, ...kin, ...tail };
  });
}

/** Returns the relations under their names in the format, empty ones left out. */
function relatedField(
  rows: RelatedRows,
  dangling: () => string[],
): Record<string, string[]> {
  const lists = {
    also_bought: [...rows.alsoBought.map(asinOf), ...dangling()],
    also_viewed: [...rows.alsoViewed.map(asinOf), ...dangling()],
    bought_together: rows.boughtTogether.map(asinOf),
    buy_after_viewing: rows.buyAfterViewing.map(asinOf),
  };
  return Object.fromEntries(
    Object.entries(lists).filter(([, ids]) => ids.length > 0),
  );
}

/** Returns the brand; where there is none the real dumps are of two minds. */
function brandField({ brand }: PantryProduct, row: number): { brand?: string } {
  if (brand !== undefined) return { brand };
  return row % 2 === 0 ? { brand: "" } : {};
}

/** Returns the product's category paths from the department down. */
function categoriesOf({ title, categoryPath }: PantryProduct): string[][] {
  const paths = [[DEPARTMENT, ...categoryPath]];
  if (/\bOrganic\b/.test(title)) paths.push([DEPARTMENT, "Natural & Organic"]);
  if (/\bFrozen\b/.test(title)) paths.push([DEPARTMENT, "Frozen Foods"]);
  return paths;
}
