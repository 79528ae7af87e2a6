import type { Random } from "@kindred/core";
import type { FreshPairs } from "./_fresh_pairs.ts";
import { shuffleRows } from "./_shuffle_rows.ts";

/**
 * Fills `fresh` from slices of two of the shuffled items, shuffled anew when
 * they are used up.
 *
 * @param items The items to pair; their order is changed.
 * @param knownPairs How many distinct pairs of these items are known.
 * @param fresh What to fill.
 * @param random Where the order comes from.
 * @throws {RangeError} If there are not so many unknown pairs.
 */
export function drawAlike(
  items: Uint32Array,
  knownPairs: number,
  fresh: FreshPairs,
  random: Random,
): void {
  const possible = items.length * (items.length - 1) / 2 - knownPairs;
  if (fresh.wished > possible) {
    throw new RangeError(
      `Cannot draw negatives: at most ${possible} distinct pairs of ${items.length} items are unknown, got a wish for ${fresh.wished}`,
    );
  }
  // Every unknown pair stands side by side sooner or later: this ends.
  for (let at = items.length; !fresh.complete; at += 2) {
    if (at + 1 >= items.length) {
      shuffleRows(items, random);
      at = 0;
    }
    fresh.take(items[at]!, items[at + 1]!);
  }
}
