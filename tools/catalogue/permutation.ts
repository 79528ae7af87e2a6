import type { Random } from "@kindred/core";

/** Rounds of the Feistel network: four mix well enough for an order. */
const ROUNDS = 4;

/**
 * An order of the numbers from 0 to `size - 1` that looks random and takes no
 * memory: a Feistel network on the next even number of bits, walked until it
 * comes back below `size` (at most four steps on average).
 */
export class Permutation {
  /** How many numbers it orders. */
  readonly size: number;
  readonly #halfBits: number;
  readonly #mask: number;
  readonly #keys: Int32Array;

  /**
   * Creates an order.
   *
   * @param size How many numbers, a whole number in `[1, 2^32]`.
   * @param random Decides the order.
   */
  constructor(size: number, random: Random) {
    this.size = size;
    this.#halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
    this.#mask = 2 ** this.#halfBits - 1;
    this.#keys = Int32Array.from({ length: ROUNDS }, () => random.uint32());
  }

  /** Returns where `index` goes. */
  apply(index: number): number {
    do {
      let left = index >>> this.#halfBits;
      let right = index & this.#mask;
      for (let round = 0; round < ROUNDS; round++) {
        const mixed = left ^ this.#scramble(right, round);
        left = right;
        right = mixed;
      }
      index = ((left << this.#halfBits) | right) >>> 0;
    } while (index >= this.size);
    return index;
  }

  /** Returns what goes to `place`. */
  invert(place: number): number {
    do {
      let left = place >>> this.#halfBits;
      let right = place & this.#mask;
      for (let round = ROUNDS - 1; round >= 0; round--) {
        const mixed = right ^ this.#scramble(left, round);
        right = left;
        left = mixed;
      }
      place = ((left << this.#halfBits) | right) >>> 0;
    } while (place >= this.size);
    return place;
  }

  #scramble(half: number, round: number): number {
    let word = Math.imul(half ^ this.#keys[round]!, 0x9e3779b1);
    word = Math.imul(word ^ (word >>> 15), 0x85ebca6b);
    return (word >>> 16) & this.#mask;
  }
}
