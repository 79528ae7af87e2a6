import { checkPairs } from "@kindred/core";

/**
 * Who is paired with whom, in compressed sparse rows: the neighbours of item
 * `i` are `partner[start[i]]` up to but without `partner[start[i + 1]]`,
 * ascending and distinct.
 */
export interface NeighbourLists {
  /** Where each item's list begins, uint32, shape `[itemCount + 1]`. */
  start: Uint32Array;
  /** All lists one after the other, uint32, shape `[start[itemCount]]`. */
  partner: Uint32Array;
}

/**
 * Returns the neighbour lists of unordered pairs: each pair (a, b) puts b into
 * a's list and a into b's; a pair that occurs twice counts once.
 *
 * Takes O(n + itemCount) time besides sorting each list, for n pairs.
 *
 * @param pairs Rows of the paired items, uint32, each of shape `[n]`.
 * @param itemCount How many items there are.
 * @throws {RangeError} If the arrays differ in length, a row is `itemCount` or
 * more, or a pair joins an item with itself.
 *
 * @example
 * ```ts
 * import { neighbourLists, neighboursOf } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 2), right: Uint32Array.of(1, 0) };
 * const lists = neighbourLists(pairs, 3);
 * assert.deepEqual([...neighboursOf(lists, 0)], [1, 2]);
 * assert.deepEqual([...neighboursOf(lists, 2)], [0]);
 * ```
 */
export function neighbourLists(
  pairs: { left: Uint32Array; right: Uint32Array },
  itemCount: number,
): NeighbourLists {
  const { left, right } = pairs;
  checkPairs("list neighbours", pairs, itemCount);
  const start = new Uint32Array(itemCount + 1);
  for (let p = 0; p < left.length; p++) {
    if (left[p] === right[p]) {
      throw new RangeError(
        `Cannot list neighbours: a pair must join two items, got ${
          left[p]
        } twice in pair ${p}`,
      );
    }
    start[left[p]! + 1]!++;
    start[right[p]! + 1]!++;
  }
  for (let i = 0; i < itemCount; i++) start[i + 1]! += start[i]!;

  const partner = new Uint32Array(2 * left.length);
  const next = start.slice(0, itemCount);
  for (let p = 0; p < left.length; p++) {
    partner[next[left[p]!]!++] = right[p]!;
    partner[next[right[p]!]!++] = left[p]!;
  }
  // Sort each list and close the gaps that repeated pairs leave.
  let end = 0;
  for (let i = 0; i < itemCount; i++) {
    const list = partner.subarray(start[i], start[i + 1]).sort();
    start[i] = end;
    let last = -1;
    for (const neighbour of list) {
      if (neighbour !== last) partner[end++] = neighbour;
      last = neighbour;
    }
  }
  start[itemCount] = end;
  return { start, partner: partner.slice(0, end) };
}

/**
 * Returns the neighbours of one item: a view, not a copy.
 *
 * @param lists The lists.
 * @param item Row of the item, 0-based.
 * @returns Rows, ascending, uint32, shape `[degree]`.
 * @throws {RangeError} If there is no such row.
 */
export function neighboursOf(
  lists: NeighbourLists,
  item: number,
): Uint32Array {
  const { start, partner } = lists;
  if (!(item >= 0 && item < start.length - 1)) {
    throw new RangeError(
      `Cannot read neighbours: the row must be in [0, ${
        start.length - 1
      }), got ${item}`,
    );
  }
  return partner.subarray(start[item], start[item + 1]);
}

/**
 * Returns the degree of every item: how many neighbours it has.
 *
 * @param lists The lists.
 * @returns uint32, shape `[itemCount]`.
 */
export function degreesOf(lists: NeighbourLists): Uint32Array {
  const { start } = lists;
  const degrees = new Uint32Array(start.length - 1);
  for (let i = 0; i < degrees.length; i++) {
    degrees[i] = start[i + 1]! - start[i]!;
  }
  return degrees;
}

/**
 * Returns the items that have a neighbour.
 *
 * @param lists The lists.
 * @returns Rows, ascending, uint32, shape `[<= itemCount]`.
 */
export function itemsWithNeighbours(lists: NeighbourLists): Uint32Array {
  const { start } = lists;
  const items = new Uint32Array(start.length - 1);
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    if (start[i + 1]! > start[i]!) items[count++] = i;
  }
  return items.slice(0, count);
}
