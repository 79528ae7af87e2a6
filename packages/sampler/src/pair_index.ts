import { checkPairs, type RowPairs } from "@kindred/core";
import { PairFilter } from "./_pair_filter.ts";

/** Settings of a {@linkcode PairIndex}. */
export interface PairIndexOptions {
  /**
   * Whether a table of 2 to 4 bytes a pair answers most questions about unknown
   * pairs, three times as fast: worth its making where there are several
   * questions a pair. Default false.
   */
  filter?: boolean;
}

/**
 * Tells whether two items form one of many pairs. Pairs that come sorted, as
 * those of a catalogue do, are searched where they lie: the index adds 4 bytes
 * an item. Others are sorted into a copy, 4 bytes a pair.
 *
 * Takes O(n) time to build, and O(log d) a question, d being the number of
 * pairs of the item with the smaller row.
 *
 * @example
 * ```ts
 * import { PairIndex } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 2), right: Uint32Array.of(1, 1) };
 * const index = new PairIndex(pairs, 3);
 * assert.equal(index.has(1, 2), true);
 * assert.equal(index.has(0, 2), false);
 * ```
 */
export class PairIndex {
  /** How many distinct pairs of two items there are. */
  readonly size: number;
  /** Where the partners of each item begin, shape `[itemCount + 1]`. */
  readonly #start: Uint32Array;
  /** Larger rows, ascending within those of one smaller row, shape `[size]`. */
  readonly #partner: Uint32Array;
  readonly #filter: PairFilter | null;

  /**
   * Builds the index. Pairs of an item with itself are left out.
   *
   * @param pairs In either order of their rows, repeated or not. If they are
   * sorted by left, then right, each once and with `left < right`, the index
   * keeps their array `right`: do not change it.
   * @param itemCount Every row is below it.
   * @param options See {@linkcode PairIndexOptions}.
   * @throws {RangeError} If the arrays are not equally long, or a row is not
   * below `itemCount`.
   */
  constructor(
    pairs: RowPairs,
    itemCount: number,
    options: PairIndexOptions = {},
  ) {
    checkPairs("index pairs", pairs, itemCount);
    const { smaller, larger } = isSorted(pairs)
      ? { smaller: pairs.left, larger: pairs.right }
      : sortPairs(pairs, itemCount);
    this.size = smaller.length;
    this.#start = startsOf(smaller, itemCount);
    this.#partner = larger;
    this.#filter = options.filter ? new PairFilter(smaller, larger) : null;
  }

  /** Returns whether the pair, in either order, is one of those given. */
  has(a: number, b: number): boolean {
    const smaller = a < b ? a : b;
    const larger = a < b ? b : a;
    if (this.#filter?.mayHave(smaller, larger) === false) return false;
    const partner = this.#partner;
    let low = this.#start[smaller]!;
    const end = this.#start[smaller + 1]!;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (partner[middle]! < larger) low = middle + 1;
      else high = middle;
    }
    return low < end && partner[low] === larger;
  }
}

/** Whether pairs ascend by left, then right, each once, with `left < right`. */
function isSorted({ left, right }: RowPairs): boolean {
  for (let p = 0; p < left.length; p++) {
    const a = left[p]!;
    if (a >= right[p]!) return false;
    if (p === 0 || left[p - 1]! < a) continue;
    if (left[p - 1]! > a || right[p - 1]! >= right[p]!) return false;
  }
  return true;
}

/** Returns the distinct pairs of two items, sorted: a radix sort, row by row. */
function sortPairs(
  { left, right }: RowPairs,
  itemCount: number,
): { smaller: Uint32Array; larger: Uint32Array } {
  const rows = {
    smaller: left.map((a, p) => Math.min(a, right[p]!)),
    larger: left.map((a, p) => Math.max(a, right[p]!)),
  };
  const byLarger = orderBy(rows.larger, itemCount);
  const bySmaller = orderBy(byLarger.map((p) => rows.smaller[p]!), itemCount);
  const smaller = new Uint32Array(left.length);
  const larger = new Uint32Array(left.length);
  let size = 0;
  for (const place of bySmaller) {
    const p = byLarger[place]!;
    const a = rows.smaller[p]!;
    const b = rows.larger[p]!;
    if (a === b) continue;
    if (size > 0 && smaller[size - 1] === a && larger[size - 1] === b) continue;
    smaller[size] = a;
    larger[size] = b;
    size++;
  }
  return { smaller: smaller.slice(0, size), larger: larger.slice(0, size) };
}

/** Returns the positions of `rows` in ascending order of the rows, stable. */
function orderBy(rows: Uint32Array, itemCount: number): Uint32Array {
  const next = startsOf(rows, itemCount);
  const order = new Uint32Array(rows.length);
  for (let p = 0; p < rows.length; p++) {
    const place = next[rows[p]!]!;
    order[place] = p;
    next[rows[p]!] = place + 1;
  }
  return order;
}

/** Returns how many of `rows` are below each row, shape `[itemCount + 1]`. */
function startsOf(rows: Uint32Array, itemCount: number): Uint32Array {
  const start = new Uint32Array(itemCount + 1);
  for (const row of rows) start[row + 1] = start[row + 1]! + 1;
  for (let i = 0; i < itemCount; i++) {
    start[i + 1] = start[i + 1]! + start[i]!;
  }
  return start;
}
