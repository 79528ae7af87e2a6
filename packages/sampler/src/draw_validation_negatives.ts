import {
  checkPairs,
  createRandom,
  expectNumber,
  type RowPairs,
} from "@kindred/core";
import { drawAlike } from "./_draw_alike.ts";
import { drawByDegree } from "./_draw_by_degree.ts";
import { FreshPairs } from "./_fresh_pairs.ts";
import { PairIndex } from "./pair_index.ts";

/** Settings of {@linkcode drawValidationNegatives}. */
export interface ValidationNegativeOptions {
  /** Seed of the draw, a whole number >= 0. Default 1. */
  seed?: number;
  /**
   * Pairs, such as the held-out ones, whose items the negatives shall have as
   * often as these do: popularity alone then tells nothing, which makes such
   * negatives much harder. Default: every item of `known` alike.
   */
  like?: RowPairs;
}

/** The stream of the seed from which validation negatives are drawn. */
const STREAM = 2;

/**
 * Draws pairs of items that are no known pairs, by the method's way: an array
 * of the items is shuffled and sliced two at a time, and shuffled anew when it
 * is used up, so that every item appears about equally often, or as often as
 * `like` has it. Known pairs and pairs drawn before are passed over: the result
 * holds distinct pairs.
 *
 * Takes 24 to 40 bytes a negative, and 4 an item where `known` is sorted as a
 * catalogue's pairs are (see {@linkcode PairIndex}).
 *
 * @param known All known pairs, held out or not.
 * @param count How many to draw, a whole number >= 0.
 * @param itemCount Every row is below it.
 * @param options See {@linkcode ValidationNegativeOptions}.
 * @returns `count` pairs with `left < right`, of items that occur in `known`,
 * or in `like` where it is given.
 * @throws {RangeError} If so many distinct pairs do not exist, or cannot be
 * found as often as `like` has their items; or if the count, a row or the seed is
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
  options: ValidationNegativeOptions = {},
): RowPairs {
  const { like, seed = 1 } = options;
  expectNumber("draw negatives", "their count", count, { min: 0, whole: true });
  const random = createRandom(seed, STREAM);
  const index = new PairIndex(known, itemCount);
  const fresh = new FreshPairs(index, count, itemCount);
  if (like === undefined) {
    drawAlike(itemsOf(known, itemCount), index.size, fresh, random);
  } else {
    checkPairs("draw negatives", like, itemCount);
    drawByDegree(like, fresh, random);
  }
  return fresh.pairs;
}

/** Returns the rows that occur in the pairs, ascending. */
function itemsOf({ left, right }: RowPairs, itemCount: number): Uint32Array {
  const occurs = new Uint8Array(itemCount);
  for (const row of left) occurs[row] = 1;
  for (const row of right) occurs[row] = 1;
  const items = new Uint32Array(itemCount);
  let length = 0;
  for (let row = 0; row < itemCount; row++) {
    if (occurs[row] === 1) items[length++] = row;
  }
  return items.slice(0, length);
}
