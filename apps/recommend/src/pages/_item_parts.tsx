/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { itemPath } from "../_item_path.ts";

/** What an item is called: its title, or else its id. */
export function nameOf({ id, title }: ModelItem): string {
  return title?.trim() || id;
}

/** The most special category of an item's first path, or null. */
export function categoryOf({ categories }: ModelItem): string | null {
  return categories[0]?.split(" > ").at(-1) ?? null;
}

/** A price with two decimals; the catalogue does not say which currency. */
export function formatPrice(price: number): string {
  return price.toFixed(2);
}

/** A probability in percent; never 100 % where it is not sure. */
export function formatScore(score: number): string {
  return `${Math.min(score * 100, 99.9).toFixed(1)}%`;
}

/** A whole number with its thousands parted. */
export function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** The link to an item's page, by its name. */
export function ItemLink({ item }: { item: ModelItem }) {
  const isNamed = nameOf(item) !== item.id;
  return (
    <a class={isNamed ? "name" : "name id"} href={itemPath(item.id)}>
      {nameOf(item)}
    </a>
  );
}

/** Brand, price and category, as far as they are known. */
export function ItemFacts({ item }: { item: ModelItem }) {
  const facts = [
    item.brand,
    item.price === null ? null : formatPrice(item.price),
    categoryOf(item),
  ].filter((fact) => fact !== null && fact !== "");
  return (
    <p class="facts">
      {facts.map((fact) => <span key={fact}>{fact}</span>)}
      {item.pairs === 0
        ? <span class="tag">No recommendations yet</span>
        : null}
    </p>
  );
}
