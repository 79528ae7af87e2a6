import type { ModelItem } from "@kindred/core";

/** A search that must find an item. */
export interface MistypedQuery {
  /** The item. */
  id: string;
  /** Words of its title, of which one lacks a letter. */
  query: string;
}

/** Titles of four words and more, one of them long. */
const LONG_TITLE = /^(?=.*\b[A-Z][a-z]{6})([A-Z][a-z]+ ){4}/;

/**
 * Returns searches by four words of a title, of which one is mistyped.
 *
 * @param items What is searched; of its trained items with long titles the first ones
 * are taken.
 * @param count How many searches.
 */
export function mistypedQueries(
  items: readonly ModelItem[],
  count: number,
): MistypedQuery[] {
  return items
    .filter(({ title, pairs }) => pairs > 0 && LONG_TITLE.test(title ?? ""))
    .slice(0, count)
    .map(({ id, title }) => {
      const words = title!.split(" ").slice(0, 4);
      const longest = words.toSorted((a, b) => b.length - a.length)[0]!;
      const mistyped = longest.slice(0, 3) + longest.slice(4);
      return { id, query: words.join(" ").replace(longest, mistyped) };
    });
}
