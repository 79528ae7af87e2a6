import { type Product, type Relation, RELATIONS } from "@kindred/core";
import type { LooseJsonValue } from "../loose_json/parse_loose_json.ts";
import { readDescription, readText, readTexts } from "./_description.ts";

/** What one record says: a product, and the ids it names by relation. */
export interface ProductRecord {
  /** The product. */
  product: Product;
  /** For each relation the ids named, as often as they are named. */
  related: Partial<Record<Relation, string[]>>;
  /** Entries of the relations that are no id: no text, empty, or too long. */
  unusableLinks: number;
}

/** Why a line holds no product. */
export type RecordFault =
  | "blank"
  | "syntax"
  | "no-record"
  | "no-id"
  | "id-too-long";

/** The longest id that is taken, in bytes of UTF-8. */
export const MAX_ID_BYTES = 1024;

/** Names under which releases of the Amazon metadata list each relation. */
export const RELATION_FIELDS: Readonly<Record<Relation, readonly string[]>> = {
  also_bought: ["also_bought", "also_buy"],
  also_viewed: ["also_viewed", "also_view"],
  bought_together: ["bought_together"],
  buy_after_viewing: ["buy_after_viewing"],
};

/** The fields of a record that say something here. */
export const RECORD_FIELDS: readonly string[] = [
  "asin",
  "parent_asin",
  "title",
  "brand",
  "store",
  "price",
  "categories",
  "category",
  "main_category",
  "related",
  ...RELATIONS.flatMap((relation) => RELATION_FIELDS[relation]),
];

const encoder = new TextEncoder();

/**
 * Returns the product that a parsed line describes: a record of the Amazon
 * metadata of 2014, 2018 or 2023.
 *
 * Where a record has several fields for one thing, the first that says something
 * counts: `asin`, `parent_asin` for the id; `brand`, `store` for the brand;
 * `categories`, `category` for the categories, and `main_category` where they
 * name none. Relations add up: those under `related` (2014) and those at the top,
 * under either of their names.
 *
 * @param value The parsed line; of its fields only {@linkcode RECORD_FIELDS}
 * matter.
 * @returns The record, or why there is none.
 */
export function toProductRecord(
  value: LooseJsonValue,
): ProductRecord | RecordFault {
  if (!(value instanceof Map)) return "no-record";
  const id = readText(value.get("asin")) ?? readText(value.get("parent_asin"));
  if (id === null) return "no-id";
  if (isTooLong(id)) return "id-too-long";

  const nested = value.get("related");
  const holders = nested instanceof Map ? [nested, value] : [value];
  const related: ProductRecord["related"] = {};
  let unusableLinks = 0;
  for (const relation of RELATIONS) {
    const entries = RELATION_FIELDS[relation]
      .flatMap((field) => holders.map((holder) => holder.get(field)))
      .filter(Array.isArray)
      .flat(1);
    const ids = readTexts(entries).filter((text) => !isTooLong(text));
    unusableLinks += entries.length - ids.length;
    if (ids.length > 0) related[relation] = ids;
  }
  const product = { id, ...readDescription((field) => value.get(field)) };
  return { product, related, unusableLinks };
}

/** Whether an id has more than {@linkcode MAX_ID_BYTES}. */
function isTooLong(id: string): boolean {
  // A UTF-16 unit takes one to three bytes.
  return id.length > MAX_ID_BYTES ||
    3 * id.length > MAX_ID_BYTES && encoder.encode(id).length > MAX_ID_BYTES;
}
