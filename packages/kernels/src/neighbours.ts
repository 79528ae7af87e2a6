import { checkPairs, type RowPairs } from "@kindred/core";
import { type ArrayAllocator, HEAP } from "./array_allocator.ts";

/**
 * Each item's neighbours, row after row (compressed sparse rows): those of row
 * `i` are at positions `start[i]` to `start[i + 1] - 1`.
 */
export interface Neighbours {
  /** Where each row begins, ascending, uint32, shape `[n + 1]`. */
  start: Uint32Array;
  /** Rows of the neighbours, uint32, shape `[m]`. */
  partner: Uint32Array;
  /** How strongly they go together, float32, same shape. */
  weight: Float32Array;
}

/**
 * Returns the neighbours of every item: each pair is told to both of its items.
 *
 * A row's neighbours ascend, whatever the order of the pairs. A pair that is
 * there twice makes two neighbours; a pair of an item with itself makes none.
 * Sorts by counting: O(pairs + items) time.
 *
 * @param pairs The pairs, shape `[p]`; weights are 1 where there are none.
 * @param itemCount How many items there are.
 * @param arrays Where the result's arrays shall lie. Default the heap.
 * @returns Neighbours of shapes `[itemCount + 1]` and `[<= 2p]`.
 * @throws {RangeError} If lengths differ or a row is `itemCount` or more.
 *
 * @example
 * ```ts
 * import { neighboursOf } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(2, 0), right: Uint32Array.of(1, 1) };
 * const { start, partner } = neighboursOf(pairs, 3);
 * assert.deepEqual([...start], [0, 1, 3, 4]);
 * assert.deepEqual([...partner], [1, 0, 2, 1]);
 * ```
 */
export function neighboursOf(
  pairs: RowPairs & { weight?: Float32Array },
  itemCount: number,
  arrays: ArrayAllocator = HEAP,
): Neighbours {
  checkPairs("list neighbours", pairs, itemCount);
  const { left, right, weight } = pairs;
  const start = arrays.uint32(itemCount + 1);
  for (let p = 0; p < left.length; p++) {
    if (left[p] === right[p]) continue;
    start[left[p]! + 1]!++;
    start[right[p]! + 1]!++;
  }
  for (let i = 0; i < itemCount; i++) start[i + 1]! += start[i]!;
  const count = start[itemCount]!;

  const inPairOrder = {
    start,
    partner: HEAP.uint32(count),
    weight: HEAP.float32(count),
  };
  const appendTo = appender(inPairOrder);
  for (let p = 0; p < left.length; p++) {
    if (left[p] === right[p]) continue;
    const w = weight === undefined ? 1 : weight[p]!;
    appendTo(left[p]!, right[p]!, w);
    appendTo(right[p]!, left[p]!, w);
  }
  return transposed(inPairOrder, arrays);
}

/**
 * Returns the same neighbours, told the other way round: as both directions are
 * there nothing changes but the order, which then ascends.
 */
function transposed(
  { start, partner, weight }: Neighbours,
  arrays: ArrayAllocator,
): Neighbours {
  const result = {
    start,
    partner: arrays.uint32(partner.length),
    weight: arrays.float32(partner.length),
  };
  const appendTo = appender(result);
  for (let i = 0; i + 1 < start.length; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      appendTo(partner[at]!, i, weight[at]!);
    }
  }
  return result;
}

/** Returns a function that adds a neighbour behind a row's others. */
function appender({ start, partner, weight }: Neighbours) {
  const next = start.slice(0, -1);
  return (row: number, other: number, w: number): void => {
    const at = next[row]!++;
    partner[at] = other;
    weight[at] = w;
  };
}
