import type { Product } from "@kindred/core";
import type { LooseJsonValue } from "../loose_json/parse_loose_json.ts";
import { readPrice } from "../read_price.ts";

/** Returns all of a product but its id, from what stands in its fields. */
export function readDescription(
  valueOf: (field: string) => LooseJsonValue | undefined,
): Omit<Product, "id"> {
  const paths = readCategories(valueOf("categories") ?? valueOf("category"));
  const main = readText(valueOf("main_category"));
  return {
    title: readText(valueOf("title")),
    brand: readText(valueOf("brand")) ?? readText(valueOf("store")),
    price: priceOf(valueOf("price")),
    categories: paths.length === 0 && main !== null ? [main] : paths,
  };
}

/** A text that says something, without white space around it. */
export function readText(value: LooseJsonValue | undefined): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" ? null : text;
}

/** The texts among values that say something. */
export function readTexts(values: LooseJsonValue[]): string[] {
  return values.map(readText).filter((text) => text !== null);
}

/** A price as a number (2014, 2023) or as a text such as "$1,299.00" (2018). */
function priceOf(value: LooseJsonValue | undefined): number | null {
  if (typeof value === "string") return readPrice(value.trim());
  return typeof value === "number" && Number.isFinite(value) && value >= 0
    ? value
    : null;
}

/** A list of paths (2014), or one path (2018, 2023). */
function readCategories(value: LooseJsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  const paths = value.every(Array.isArray) ? value : [value];
  return paths
    .map((path) => readTexts(path).join(" > "))
    .filter((path) => path !== "");
}
