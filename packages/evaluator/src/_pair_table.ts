import type { RowPairs } from "@kindred/core";

/**
 * Finds unordered pairs among those of two arrays: a hash table of positions,
 * which takes 6 to 12 bytes a pair and copies none.
 */
export class PairTable {
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;
  /** 1 + a position in the arrays, or 0 where the place is free. */
  readonly #places: Uint32Array;

  /** Creates an empty table that has room for all of the pairs. */
  constructor({ left, right }: RowPairs) {
    this.#left = left;
    this.#right = right;
    const least = Math.max(2, left.length * 1.5);
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(least)));
  }

  /** Creates a table that holds all of the pairs. */
  static of(pairs: RowPairs): PairTable {
    const table = new PairTable(pairs);
    for (let p = 0; p < pairs.left.length; p++) table.add(p);
    return table;
  }

  /** Returns the position of the pair of these items that was added, or -1. */
  find(a: number, b: number): number {
    return this.#places[this.#placeOf(a, b)]! - 1;
  }

  /**
   * Adds the pair at a position of the arrays, which may have been written just
   * before; returns the position of a pair of the same items that was added
   * earlier, or -1.
   */
  add(position: number): number {
    const place = this.#placeOf(this.#left[position]!, this.#right[position]!);
    const earlier = this.#places[place]! - 1;
    if (earlier === -1) this.#places[place] = position + 1;
    return earlier;
  }

  /** The place of a pair, or the free one where it would go (linear probing). */
  #placeOf(a: number, b: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    let place = (a < b ? hashOf(a, b) : hashOf(b, a)) & mask;
    while (places[place] !== 0) {
      const p = places[place]! - 1;
      const left = this.#left[p]!;
      const right = this.#right[p]!;
      if ((left === a && right === b) || (left === b && right === a)) break;
      place = (place + 1) & mask;
    }
    return place;
  }
}

/** A hash of which every bit depends on both rows: murmur3's last steps. */
function hashOf(smaller: number, larger: number): number {
  let hash = Math.imul(smaller, 0x9e3779b1) ^ larger;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
