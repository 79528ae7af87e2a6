import { createRandom, type RowPairs, shuffleInPlace } from "@kindred/core";
import { PairSet } from "./pair_set.ts";

/** The stream of the seed from which validation negatives are drawn. */
const STREAM = 2;

/**
 * Draws pairs of items that are no known pairs, by the method's way: an array
 * of the items is shuffled and sliced two at a time, and shuffled anew when it
 * is used up, so that every item appears about equally often. Known pairs and
 * pairs drawn before are passed over: the result holds distinct pairs.
 *
 * @param known All known pairs, held out or not.
 * @param count How many to draw, a whole number >= 0.
 * @param itemCount Every row is below it.
 * @param seed Seed of the draw, a whole number >= 0. Default 1.
 * @returns `count` pairs with `left < right`, of items that occur in `known`.
 * @throws {RangeError} If so many distinct pairs do not exist, or the seed is
 * out of range.
 *
 * @example
 * ```ts
 * import { drawValidationNegatives } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * // Of the three pairs of items 0, 1 and 2 only (1, 2) is not known.
 * const known = { left: Uint32Array.of(0, 0), right: Uint32Array.of(1, 2) };
 * const { left, right } = drawValidationNegatives(known, 1, 3);
 * assert.deepEqual([left[0], right[0]], [1, 2]);
 * ```
 */
export function drawValidationNegatives(
  known: RowPairs,
  count: number,
  itemCount: number,
  seed = 1,
): RowPairs {
  const occurs = new Uint8Array(itemCount);
  const taken = new PairSet(itemCount, known.left.length + count);
  for (let p = 0; p < known.left.length; p++) {
    occurs[known.left[p]!] = 1;
    occurs[known.right[p]!] = 1;
    taken.add(known.left[p]!, known.right[p]!);
  }
  const items = Uint32Array.from({ length: itemCount }, (_, i) => i)
    .filter((item) => occurs[item] === 1);
  const possible = items.length * (items.length - 1) / 2 - taken.size;
  if (count > possible) {
    throw new RangeError(
      `Cannot draw negatives: at most ${possible} distinct pairs of ${items.length} items are unknown, got a wish for ${count}`,
    );
  }

  const random = createRandom(seed, STREAM);
  const left = new Uint32Array(count);
  const right = new Uint32Array(count);
  for (let drawn = 0, at = items.length; drawn < count; at += 2) {
    if (at + 1 >= items.length) {
      shuffleInPlace(items, random);
      at = 0;
    }
    const a = items[at]!;
    const b = items[at + 1]!;
    if (!taken.add(a, b)) continue;
    left[drawn] = Math.min(a, b);
    right[drawn] = Math.max(a, b);
    drawn++;
  }
  return { left, right };
}
