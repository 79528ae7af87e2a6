import { checkPairs } from "@kindred/core";

/**
 * Who is paired with whom, in compressed sparse rows: the neighbours of item
 * `i` are `neighbours[offsets[i]]` up to but without
 * `neighbours[offsets[i + 1]]`, ascending and distinct.
 */
export interface NeighbourLists {
  /** Where each item's list begins, uint32, shape `[itemCount + 1]`. */
  offsets: Uint32Array;
  /** All lists one after the other, uint32, shape `[offsets[itemCount]]`. */
  neighbours: Uint32Array;
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
  const offsets = new Uint32Array(itemCount + 1);
  for (let p = 0; p < left.length; p++) {
    if (left[p] === right[p]) {
      throw new RangeError(
        `Cannot list neighbours: a pair must join two items, got ${
          left[p]
        } twice in pair ${p}`,
      );
    }
    offsets[left[p]! + 1]!++;
    offsets[right[p]! + 1]!++;
  }
  for (let i = 0; i < itemCount; i++) offsets[i + 1]! += offsets[i]!;

  const neighbours = new Uint32Array(2 * left.length);
  const next = offsets.slice(0, itemCount);
  for (let p = 0; p < left.length; p++) {
    neighbours[next[left[p]!]!++] = right[p]!;
    neighbours[next[right[p]!]!++] = left[p]!;
  }
  // Sort each list and close the gaps that repeated pairs leave.
  let end = 0;
  for (let i = 0; i < itemCount; i++) {
    const list = neighbours.subarray(offsets[i], offsets[i + 1]).sort();
    offsets[i] = end;
    let last = -1;
    for (const neighbour of list) {
      if (neighbour !== last) neighbours[end++] = neighbour;
      last = neighbour;
    }
  }
  offsets[itemCount] = end;
  return { offsets, neighbours: neighbours.slice(0, end) };
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
  const { offsets, neighbours } = lists;
  if (!(item >= 0 && item < offsets.length - 1)) {
    throw new RangeError(
      `Cannot read neighbours: the row must be in [0, ${
        offsets.length - 1
      }), got ${item}`,
    );
  }
  return neighbours.subarray(offsets[item], offsets[item + 1]);
}

/**
 * Returns the degree of every item: how many neighbours it has.
 *
 * @param lists The lists.
 * @returns uint32, shape `[itemCount]`.
 */
export function degreesOf(lists: NeighbourLists): Uint32Array {
  const { offsets } = lists;
  const degrees = new Uint32Array(offsets.length - 1);
  for (let i = 0; i < degrees.length; i++) {
    degrees[i] = offsets[i + 1]! - offsets[i]!;
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
  const { offsets } = lists;
  const items = new Uint32Array(offsets.length - 1);
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    if (offsets[i + 1]! > offsets[i]!) items[count++] = i;
  }
  return items.slice(0, count);
}
