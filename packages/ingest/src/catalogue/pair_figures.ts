import type { ComponentFigures, DegreeFigures } from "./figures.ts";

/** Most items that are listed as hubs. */
export const HUBS_KEPT = 10;

/**
 * Gathers what the pairs of a catalogue look like, pair by pair: 8 bytes an item,
 * whatever the number of pairs.
 */
export class PairFigures {
  readonly #degree: Uint32Array;
  /** Union-find forest: a root is its own parent. */
  readonly #parent: Uint32Array;

  /**
   * Begins with no pair.
   *
   * @param itemCount Every row is below it.
   */
  constructor(itemCount: number) {
    this.#degree = new Uint32Array(itemCount);
    this.#parent = Uint32Array.from({ length: itemCount }, (_, i) => i);
  }

  /** Adds one pair of rows; each pair once. */
  add(left: number, right: number): void {
    this.#degree[left]!++;
    this.#degree[right]!++;
    const a = this.#rootOf(left);
    const b = this.#rootOf(right);
    // The smaller row is the root: the forest does not depend on the order.
    if (a < b) this.#parent[b] = a;
    else this.#parent[a] = b;
  }

  /** Returns how the numbers of pairs an item is in are distributed. */
  degrees(): DegreeFigures {
    return describeDegrees(this.#degree);
  }

  /** Returns the rows with the most pairs, most first, smaller rows first among equals. */
  hubs(): { row: number; degree: number }[] {
    const hubs: { row: number; degree: number }[] = [];
    for (const [row, degree] of this.#degree.entries()) {
      if (hubs.length === HUBS_KEPT && degree <= hubs.at(-1)!.degree) continue;
      const place = hubs.findIndex((hub) => hub.degree < degree);
      hubs.splice(place === -1 ? hubs.length : place, 0, { row, degree });
      hubs.length = Math.min(hubs.length, HUBS_KEPT);
    }
    return hubs;
  }

  /** Returns how many groups of items hang together through pairs. */
  components(): ComponentFigures {
    const size = new Uint32Array(this.#parent.length);
    let count = 0;
    let largest = 0;
    for (let row = 0; row < size.length; row++) {
      const root = this.#rootOf(row);
      if (root === row) count++;
      largest = Math.max(largest, ++size[root]!);
    }
    return { count, largest, largestShare: share(largest, size.length) };
  }

  #rootOf(row: number): number {
    const parent = this.#parent;
    while (parent[row] !== row) {
      // Path halving keeps the trees flat.
      row = parent[row] = parent[parent[row]!]!;
    }
    return row;
  }
}

/**
 * Returns how numbers of pairs are distributed.
 *
 * @param degree Pairs that each item is in, uint32, shape `[items]`.
 */
export function describeDegrees(degree: Uint32Array): DegreeFigures {
  const sorted = degree.slice().sort();
  const n = sorted.length;
  const at = (quantile: number): number =>
    sorted[Math.max(0, Math.ceil(quantile * n) - 1)] ?? 0;
  let sum = 0;
  const counts: number[] = [];
  for (const value of sorted) {
    sum += value;
    // Class k holds the degrees in [2^k, 2^(k + 1)).
    const k = 31 - Math.clz32(Math.max(1, value));
    counts[k] = (counts[k] ?? 0) + 1;
  }
  return {
    min: at(0),
    median: at(0.5),
    mean: n === 0 ? 0 : sum / n,
    p90: at(0.9),
    p99: at(0.99),
    max: at(1),
    histogram: Array.from(counts, (items = 0, k) => ({
      from: 2 ** k,
      to: 2 ** (k + 1) - 1,
      items,
    })),
  };
}

/** Returns a part's share of a whole, 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
