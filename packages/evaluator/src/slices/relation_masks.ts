import {
  type CataloguePairs,
  checkPairs,
  type Relation,
  RELATIONS,
  type RowPairs,
} from "@kindred/core";

/**
 * Tells by which relations a catalogue joins some pairs: the names of slices and
 * what is in them.
 *
 * Takes O(items + n log d) time for n pairs and items of at most d partners.
 *
 * @param pairs The pairs to look up, such as those of a validation set; in any
 * order, left and right too; shape `[n]`.
 * @param catalogue All pairs of the catalogue, sorted by left, then by right,
 * `left[p] < right[p]`, as `readCataloguePairs` gives them.
 * @param itemCount How many items the catalogue has.
 * @returns For each relation that joins one of the pairs 1 where it joins the
 * pair, in either direction, else 0; uint8, shape `[n]`. Nothing for a catalogue
 * of weighted pairs.
 * @throws {RangeError} If arrays of a side are not equally long, or a row is
 * `itemCount` or more.
 *
 * @example
 * ```ts
 * import { relationMasks } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const none = new Uint8Array(2);
 * const masks = relationMasks(
 *   { left: Uint32Array.of(1, 1, 0), right: Uint32Array.of(2, 0, 2) },
 *   {
 *     kind: "related",
 *     pairs: {
 *       left: Uint32Array.of(0, 1),
 *       right: Uint32Array.of(1, 2),
 *       directions: {
 *         also_bought: Uint8Array.of(1, 2),
 *         also_viewed: Uint8Array.of(3, 0),
 *         bought_together: none,
 *         buy_after_viewing: none,
 *       },
 *     },
 *   },
 *   3,
 * );
 * assert.deepEqual(masks, {
 *   also_bought: Uint8Array.of(1, 1, 0),
 *   also_viewed: Uint8Array.of(0, 1, 0),
 * });
 * ```
 */
export function relationMasks(
  pairs: RowPairs,
  catalogue: CataloguePairs,
  itemCount: number,
): Partial<Record<Relation, Uint8Array>> {
  checkPairs("look relations up", pairs, itemCount);
  if (catalogue.kind !== "related") return {};
  const { left, right, directions } = catalogue.pairs;
  checkPairs("look relations up", { left, right }, itemCount);
  const start = new Uint32Array(itemCount + 1);
  for (const row of left) start[row + 1]!++;
  for (let i = 0; i < itemCount; i++) start[i + 1]! += start[i]!;

  // Where the catalogue has each pair, or -1.
  const n = pairs.left.length;
  const places = new Int32Array(n);
  for (let p = 0; p < n; p++) {
    const smaller = Math.min(pairs.left[p]!, pairs.right[p]!);
    const larger = Math.max(pairs.left[p]!, pairs.right[p]!);
    places[p] = search(right, larger, start[smaller]!, start[smaller + 1]!);
  }
  const masks: Partial<Record<Relation, Uint8Array>> = {};
  for (const relation of RELATIONS) {
    const bits = directions[relation];
    const mask = new Uint8Array(n);
    for (let p = 0; p < n; p++) {
      const place = places[p]!;
      if (place !== -1 && bits[place] !== 0) mask[p] = 1;
    }
    if (mask.includes(1)) masks[relation] = mask;
  }
  return masks;
}

/** The position of `value` in an ascending part of an array, or -1. */
function search(
  array: Uint32Array,
  value: number,
  from: number,
  to: number,
): number {
  while (from < to) {
    const middle = (from + to) >>> 1;
    const found = array[middle]!;
    if (found === value) return middle;
    if (found < value) from = middle + 1;
    else to = middle;
  }
  return -1;
}
