import { expectNumber } from "@kindred/core";
import { itemsWithNeighbours, neighboursOf } from "../neighbour_lists.ts";
import type { RankingTruth } from "./ranking_metrics.ts";

/**
 * Returns numbers of places ascending and distinct.
 *
 * @throws {RangeError} If there is none, or one is no whole number >= 1.
 */
export function checkPlaces(ks: readonly number[]): number[] {
  for (const k of ks) expectNumber("rank", "k", k, { min: 1, whole: true });
  if (ks.length === 0) {
    throw new RangeError(
      "Cannot rank: ks must have a number of places, got none",
    );
  }
  return [...new Set(ks)].sort((a, b) => a - b);
}

/**
 * Returns the query items: those that are named, or all with a relevant one.
 *
 * @throws {RangeError} If the lists are of different length, or there is no query
 * item, or one without a relevant item.
 */
export function checkQueries(
  { relevant, known }: RankingTruth,
  queries = itemsWithNeighbours(relevant),
): Uint32Array {
  const itemCount = known.start.length - 1;
  if (relevant.start.length !== known.start.length) {
    throw new RangeError(
      `Cannot rank: relevant must have lists for ${itemCount} items, got ${
        relevant.start.length - 1
      }`,
    );
  }
  if (queries.length === 0) {
    throw new RangeError(
      "Cannot rank: at least one item must have a relevant one, got none",
    );
  }
  for (const query of queries) {
    if (query >= itemCount || neighboursOf(relevant, query).length === 0) {
      throw new RangeError(
        `Cannot rank: query items must have a relevant one, got row ${query}`,
      );
    }
  }
  return queries;
}
