/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { itemPath } from "../_item_path.ts";
import { addressOf, type Visit, withItem, withoutItem } from "./_visit.ts";

/** What an item is called: its title, or else its id. */
export function nameOf({ id, title }: ModelItem): string {
  return title?.trim() || id;
}

/** The most letters of a name in the middle of a sentence. */
const SHORT = 38;

/** How much of it there is, as titles of goods end: `, 5 lb` or `, 18 ct`. */
const AMOUNT = /,\s*[^,]{0,8}\d[^,]{0,8}$/;

/** What an item is called in the middle of a sentence. */
export function shortNameOf(item: ModelItem): string {
  const name = nameOf(item).replace(AMOUNT, "");
  if (name.length <= SHORT) return name;
  const cut = name.slice(0, SHORT);
  // Whole words, where there are any; never half of a surrogate pair.
  const end = cut.lastIndexOf(" ");
  return `${cut.slice(0, end > SHORT / 2 ? end : -1).replace(/[\s,]+$/, "")}…`;
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

/** Texts as a sentence lists them: `a, b and c`. */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2
    ? last
    : `${texts.slice(0, -1).join(", ")} and ${last}`;
}

/** The link to an item's page, by its name. */
export function ItemLink({ item, visit }: { item: ModelItem; visit: Visit }) {
  const isNamed = nameOf(item) !== item.id;
  return (
    <a
      class={isNamed ? "name" : "name id"}
      href={addressOf(itemPath(item.id), visit)}
    >
      {nameOf(item)}
    </a>
  );
}

/** Brand, price and category, as far as they are known. */
export function ItemFacts({ item }: { item: ModelItem }) {
  const { brand, price } = item;
  const category = categoryOf(item);
  return (
    <p class="facts">
      {brand ? <span class="brand">{brand}</span> : null}
      {price === null ? null : (
        <span class="price">
          <span class="unseen">price</span> {formatPrice(price)}
        </span>
      )}
      {category ? <span>{category}</span> : null}
      {item.pairs === 0
        ? <span class="tag">No recommendations yet</span>
        : null}
    </p>
  );
}

/**
 * A link that changes something on the page that it stands on; the script follows
 * it without leaving the page.
 */
export function ActionLink(
  { href, says, about = "", strong = false }: {
    href: string;
    /** What stands on it. */
    says: string;
    /** What follows for those who cannot see what it stands beside. */
    about?: string;
    /** Whether it is what most will want to do here. */
    strong?: boolean;
  },
) {
  return (
    <a
      class={strong ? "action strong" : "action"}
      href={href}
      rel="nofollow"
      data-live=""
    >
      {says}
      {about === "" ? null : <span class="unseen">{` ${about}`}</span>}
    </a>
  );
}

/** Puts an item into the basket, or takes it out where it is there. */
export function AddLink(
  { item, visit, path, more }: {
    item: ModelItem;
    visit: Visit;
    /** The page to stay on. */
    path: string;
    /** What else its address holds. */
    more?: Readonly<Record<string, string>>;
  },
) {
  if (visit.basket.includes(item.id)) {
    return (
      <ActionLink
        href={addressOf(path, withoutItem(visit, item.id), more)}
        says="Remove"
        about={`${nameOf(item)} from the basket`}
      />
    );
  }
  return (
    <ActionLink
      href={addressOf(path, withItem(visit, item.id), more)}
      says="Add"
      about={`${nameOf(item)} to the basket`}
      strong
    />
  );
}
