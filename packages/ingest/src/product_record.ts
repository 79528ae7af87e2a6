import { type Product, type Relation, RELATIONS } from "@kindred/core";
import type { LooseJsonValue } from "./loose_json/parse_loose_json.ts";

/** What one record says: a product, and the ids it names by relation. */
export interface ProductRecord {
  /** The product. */
  product: Product;
  /** For each relation the ids named, as often as they are named. */
  related: Partial<Record<Relation, string[]>>;
}

/** Why a line holds no product. */
export type RecordFault = "no-record" | "no-id";

/** Names under which releases of the Amazon metadata list each relation. */
const RELATION_FIELDS: Readonly<Record<Relation, readonly string[]>> = {
  also_bought: ["also_bought", "also_buy"],
  also_viewed: ["also_viewed", "also_view"],
  bought_together: ["bought_together"],
  buy_after_viewing: ["buy_after_viewing"],
};

/**
 * Returns the product that a parsed line describes: the record of the 2014
 * Amazon metadata (relations under `related`), or of the 2018 one (relations at
 * the top).
 *
 * @param value The parsed line.
 * @returns The record, or why there is none.
 */
export function toProductRecord(
  value: LooseJsonValue,
): ProductRecord | RecordFault {
  if (!(value instanceof Map)) return "no-record";
  const id = readText(value.get("asin"));
  if (id === null) return "no-id";
  const nested = value.get("related");
  const relatedFields = nested instanceof Map ? nested : value;
  const related: ProductRecord["related"] = {};
  for (const relation of RELATIONS) {
    for (const field of RELATION_FIELDS[relation]) {
      const ids = readTexts(relatedFields.get(field));
      if (ids.length > 0) related[relation] = ids;
    }
  }
  return {
    product: {
      id,
      title: readText(value.get("title")),
      brand: readText(value.get("brand")),
      price: readPrice(value.get("price")),
      categories: readCategories(
        value.get("categories") ?? value.get("category"),
      ),
    },
    related,
  };
}

/** A text that says something, without white space around it. */
function readText(value: LooseJsonValue | undefined): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" ? null : text;
}

function readTexts(value: LooseJsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(readText).filter((text) => text !== null);
}

/** A price as a number (2014) or as a text such as "$1,299.00" (2018). */
function readPrice(value: LooseJsonValue | undefined): number | null {
  const price = typeof value === "string"
    ? Number(
      /^\$?([\d,]+(?:\.\d+)?)$/.exec(value.trim())?.[1]?.replaceAll(",", ""),
    )
    : value;
  return typeof price === "number" && Number.isFinite(price) && price >= 0
    ? price
    : null;
}

/** A list of paths (2014), or one path (2018). */
function readCategories(value: LooseJsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  const paths = value.every(Array.isArray) ? value : [value];
  return paths
    .map((path) => readTexts(path).join(" > "))
    .filter((path) => path !== "");
}
