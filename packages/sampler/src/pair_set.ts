import { hashPair } from "./_hash_pair.ts";

/**
 * A set of unordered pairs of rows in one flat array: 8 bytes a place, at most
 * half of the places taken. A `Set` of keys would need about ten times that.
 *
 * @example
 * ```ts
 * import { PairSet } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = new PairSet(3);
 * assert.equal(pairs.add(2, 0), true);
 * assert.equal(pairs.has(0, 2), true);
 * ```
 */
export class PairSet {
  readonly #itemCount: number;
  #keys: Float64Array;
  #size = 0;

  /**
   * Creates an empty set.
   *
   * @param itemCount Every row is below it; at most 94,906,265, so that a key
   * (row times row) is a safe integer.
   * @param expected How many pairs will be added, so that the array need not
   * grow. Default 0.
   * @throws {RangeError} If the item count is out of range.
   */
  constructor(itemCount: number, expected = 0) {
    if (!(itemCount >= 0 && itemCount <= 94_906_265)) {
      throw new RangeError(
        `Cannot create a pair set: the item count must be in [0, 94906265], got ${itemCount}`,
      );
    }
    this.#itemCount = itemCount;
    this.#keys = emptyKeys(expected);
  }

  /** How many distinct pairs were added. */
  get size(): number {
    return this.#size;
  }

  /** Returns whether the pair, in either order, was added. */
  has(a: number, b: number): boolean {
    const place = this.#placeOf(a < b ? a : b, a < b ? b : a);
    return this.#keys[place] !== -1;
  }

  /** Adds a pair; returns whether it was new. */
  add(a: number, b: number): boolean {
    const smaller = a < b ? a : b;
    const larger = a < b ? b : a;
    const place = this.#placeOf(smaller, larger);
    if (this.#keys[place] !== -1) return false;
    this.#keys[place] = smaller * this.#itemCount + larger;
    this.#size++;
    if (this.#size * 2 > this.#keys.length) this.#grow();
    return true;
  }

  /** The place of a pair, or the free one where it would go (linear probing). */
  #placeOf(smaller: number, larger: number): number {
    const keys = this.#keys;
    const key = smaller * this.#itemCount + larger;
    const mask = keys.length - 1;
    // The rows, not the key: the remainder of a large number costs more.
    let place = hashPair(smaller, larger) & mask;
    while (keys[place] !== -1 && keys[place] !== key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const old = this.#keys;
    this.#keys = emptyKeys(this.#size * 2);
    for (const key of old) {
      if (key === -1) continue;
      const smaller = Math.floor(key / this.#itemCount);
      const larger = key - smaller * this.#itemCount;
      this.#keys[this.#placeOf(smaller, larger)] = key;
    }
  }
}

/** -1 marks a free place; the length is a power of two, at least twice `expected`. */
function emptyKeys(expected: number): Float64Array {
  const length = 2 ** Math.max(4, Math.ceil(Math.log2(expected * 2 + 1)));
  return new Float64Array(length).fill(-1);
}
