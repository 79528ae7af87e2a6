import { hashPair } from "./_hash_pair.ts";

/** Bits for each pair, at least: fewer than one unknown pair in 16 passes. */
const BITS_EACH = 16;

/**
 * A table of one bit a hash, which a set of pairs is asked before it is
 * searched: most pairs that are not in the set are told by one look-up.
 */
export class PairFilter {
  readonly #words: Uint32Array;
  readonly #shift: number;

  /** Creates a filter of pairs, `smaller[p] < larger[p]`, both of shape `[n]`. */
  constructor(smaller: Uint32Array, larger: Uint32Array) {
    const size = Math.log2(smaller.length * BITS_EACH);
    const digits = Math.min(32, Math.max(10, Math.ceil(size)));
    this.#shift = 32 - digits;
    this.#words = new Uint32Array(2 ** (digits - 5));
    for (let p = 0; p < smaller.length; p++) {
      const bit = hashPair(smaller[p]!, larger[p]!) >>> this.#shift;
      this.#words[bit >>> 5]! |= 1 << (bit & 31);
    }
  }

  /** Returns false if the pair is none of those given; true says nothing. */
  mayHave(smaller: number, larger: number): boolean {
    const bit = hashPair(smaller, larger) >>> this.#shift;
    return (this.#words[bit >>> 5]! >>> (bit & 31) & 1) === 1;
  }
}
