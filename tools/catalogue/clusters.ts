import { createRandom, shuffleInPlace } from "@kindred/core";

/** Stream of the sizes and of the order of the clusters. */
const STREAM = 1;
/** Median items of a cluster. */
const MEDIAN_SIZE = 80;
/** Standard deviation of the logarithm of a size: a few clusters are large. */
const SIZE_SIGMA = 0.9;
/** Fewest and most items of a cluster. */
const SIZE_RANGE = [24, 1200] as const;
/** Unknown products for each item: what lists name beyond the catalogue. */
const UNKNOWN_PER_ITEM = 3;

/** How many products there are of each kind. */
export interface ProductCounts {
  /** Products that have a record. */
  records: number;
  /** Those of them that are in a pair. */
  items: number;
}

/**
 * Who belongs together. A product is a number: items are `[0, items)`, described
 * products in no pair `[items, records)`, products without a record follow.
 *
 * A cluster is a run of items, the most popular first: an item's place in it is
 * its popularity rank. The same items also stand on a ring, in an order that has
 * nothing to do with rank: neighbours on it are alike. Clusters of near numbers
 * are alike as well.
 */
export class Clusters {
  /** Products that are in a pair. */
  readonly items: number;
  /** Products that have a record. */
  readonly records: number;
  /** How many clusters, C. */
  readonly count: number;
  /** First item of each cluster and, last, their number; uint32 `[C + 1]`. */
  readonly starts: Uint32Array;
  /** The clusters by the popularity of their best sellers; uint32 `[C]`. */
  readonly byFame: Uint32Array;
  /** Place of each cluster in `byFame`; uint32 `[C]`. */
  readonly fameOf: Uint32Array;
  readonly #steps: Uint16Array;
  readonly #inverses: Uint16Array;

  /**
   * Lays out the clusters.
   *
   * @param counts At least two items, and as many records or more.
   * @param seed Decides sizes and orders.
   */
  constructor({ items, records }: ProductCounts, seed: number) {
    const random = createRandom(seed, STREAM);
    this.items = items;
    this.records = records;
    this.starts = drawStarts(items, () => {
      let sum = -2;
      for (let i = 0; i < 4; i++) sum += random.float();
      const size = MEDIAN_SIZE * Math.exp(SIZE_SIGMA * Math.sqrt(3) * sum);
      return Math.min(SIZE_RANGE[1], Math.max(SIZE_RANGE[0], Math.round(size)));
    });
    this.count = this.starts.length - 1;
    this.byFame = Uint32Array.from({ length: this.count }, (_, i) => i);
    shuffleInPlace(this.byFame, random);
    this.fameOf = new Uint32Array(this.count);
    this.byFame.forEach((cluster, place) => this.fameOf[cluster] = place);

    this.#steps = new Uint16Array(this.count);
    this.#inverses = new Uint16Array(this.count);
    for (let cluster = 0; cluster < this.count; cluster++) {
      const size = this.sizeOf(cluster);
      let step = 1 + random.below(size - 1);
      while (greatestCommonDivisor(step, size) !== 1) step = step % size + 1;
      this.#steps[cluster] = step;
      this.#inverses[cluster] = inverseModulo(step, size);
    }
  }

  /** Returns how many items a cluster has. */
  sizeOf(cluster: number): number {
    return this.starts[cluster + 1]! - this.starts[cluster]!;
  }

  /** Returns the cluster of a product, with a record or without. */
  clusterOf(product: number): number {
    const { items, records } = this;
    // Products that are no items are spread over the clusters by their sizes.
    const item = product < items
      ? product
      : product < records
      ? Math.floor((product - items) * items / (records - items))
      : Math.floor((product - records) / UNKNOWN_PER_ITEM);
    let low = 0;
    let high = this.count;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= item) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Returns how many products without a record belong to a cluster. */
  unknownOf(cluster: number): number {
    return UNKNOWN_PER_ITEM * this.sizeOf(cluster);
  }

  /** Returns the product without a record that has this rank in a cluster. */
  unknownAt(cluster: number, rank: number): number {
    return this.records + UNKNOWN_PER_ITEM * this.starts[cluster]! + rank;
  }

  /** Returns the rank of the item that is `distance` places on along the ring. */
  rankAlongRing(cluster: number, rank: number, distance: number): number {
    const size = this.sizeOf(cluster);
    const place = (rank * this.#steps[cluster]! + distance) % size;
    return (place < 0 ? place + size : place) * this.#inverses[cluster]! % size;
  }
}

/** Cuts the items into clusters whose sizes `draw` gives. */
function drawStarts(items: number, draw: () => number): Uint32Array {
  const starts = [0];
  let start = 0;
  while (start < items) {
    const size = draw();
    // What would be too little for a cluster goes to the last one.
    start = items - start - size < SIZE_RANGE[0] ? items : start + size;
    starts.push(start);
  }
  return Uint32Array.from(starts);
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Returns x with `value * x % modulus === 1`; they have no common divisor. */
function inverseModulo(value: number, modulus: number): number {
  let [remainder, next] = [modulus, value];
  let [coefficient, nextCoefficient] = [0, 1];
  while (next !== 0) {
    const quotient = Math.floor(remainder / next);
    [remainder, next] = [next, remainder - quotient * next];
    [coefficient, nextCoefficient] = [
      nextCoefficient,
      coefficient - quotient * nextCoefficient,
    ];
  }
  return (coefficient % modulus + modulus) % modulus;
}
