import { createRandom, type Random } from "@kindred/core";

/** What a generator of a product's own numbers is for; each has its own. */
export const PURPOSES = ["partners", "links", "text", "faults"] as const;

/** One of {@linkcode PURPOSES}. */
export type Purpose = typeof PURPOSES[number];

/**
 * Random numbers that belong to one product: `begin(item)` starts the product's
 * own sequence, whatever was drawn before, so that any product can be made at
 * any time and in any order.
 *
 * The words are SplitMix32 of a counter. `createRandom` of core fills its state
 * and closures anew for every stream, which costs ten times as much as the few
 * numbers that a product needs; here a stream is one integer.
 */
export class ItemRandom implements Random {
  readonly #key: number;
  #state = 0;

  /** Creates the generator of one purpose. */
  constructor(seed: number, purpose: Purpose) {
    // 1,000: clear of the streams by which the layout is drawn.
    this.#key = createRandom(seed, 1000 + PURPOSES.indexOf(purpose)).uint32();
  }

  /**
   * Starts the sequence of an item.
   *
   * @param item Its number, a uint32.
   * @param variant 0 for the item itself, others for records that repeat its id
   * with other content. Default 0.
   */
  begin(item: number, variant = 0): void {
    // Mixed, as neighbouring items must not walk the same counters.
    this.#state = mix(
      mix(item ^ this.#key) + Math.imul(variant + 1, 0x85ebca77),
    );
  }

  /** Returns an integer in `[0, 2^32)`. */
  uint32(): number {
    return this.#next() >>> 0;
  }

  /** Returns a number in `[0, 1)`, a multiple of 2^-32. */
  float(): number {
    return (this.#next() >>> 0) / 2 ** 32;
  }

  /** Fills an array with integers in `[0, 2^32)`. */
  fill(out: Uint32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.uint32();
  }

  /** Returns an integer in `[0, limit)`; `limit` is at most 2^32. */
  below(limit: number): number {
    return Math.floor((this.#next() >>> 0) / 2 ** 32 * limit);
  }

  /** Returns whether something of this chance happens. */
  chance(probability: number): boolean {
    return (this.#next() >>> 0) / 2 ** 32 < probability;
  }

  /** Returns one of the choices, each equally likely. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** Returns a factor whose logarithm is about normal, of median 1. */
  spread(sigma: number): number {
    // Four uniforms: variance 1/3, hence the root of 3.
    const sum = this.float() + this.float() + this.float() + this.float();
    return Math.exp(sigma * Math.sqrt(3) * (sum - 2));
  }

  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return mix(this.#state);
  }
}

/** The finalizer of SplitMix32: every bit in moves every bit out. */
function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
