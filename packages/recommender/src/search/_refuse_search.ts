import type { ItemSearch } from "./item_search.ts";
import { SearchUnavailableError } from "./search_unavailable_error.ts";

/**
 * Returns the search of a model without an index of words that has too many items to
 * build one: it refuses all words. Items are still found by their whole id, which needs
 * no search.
 *
 * @param itemCount How many items there are.
 * @param maxSearchItems How many are searched at most without an index of words.
 */
export function refuseSearch(
  itemCount: number,
  maxSearchItems: number,
): ItemSearch {
  return {
    rowsFor: () =>
      Promise.reject(new SearchUnavailableError(itemCount, maxSearchItems)),
    prepare: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
