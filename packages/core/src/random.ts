/** A source of pseudo-random numbers; its whole sequence follows from its seed. */
export interface Random {
  /** Returns an integer in `[0, 2^32)`. */
  uint32(): number;
  /** Returns a number in `[0, 1)`, a multiple of 2^-32. */
  float(): number;
  /**
   * Fills an array with what as many calls of `uint32` would return, several
   * times as fast.
   *
   * @param out uint32, shape `[n]`.
   */
  fill(out: Uint32Array): void;
  /**
   * Returns an integer in `[0, limit)`, each equally likely.
   *
   * @param limit Exclusive upper end, a whole number in `[1, 2^32]`.
   * @throws {RangeError} If the limit is not.
   */
  below(limit: number): number;
}

/**
 * Returns a generator whose sequence is fixed by `seed`: xoshiro128++ 1.0 by
 * Blackman and Vigna (https://prng.di.unimi.it/xoshiro128plusplus.c), its four
 * words of state filled from the seed by SplitMix32. Good for sampling; not for
 * secrets.
 *
 * @param seed A whole number in `[0, 2^53)`.
 * @param stream Which of the independent sequences of this seed, a whole
 * number in `[0, 2^32)`. Stages that share a seed take different streams, so
 * that the split does not repeat the numbers of the trainer. Default 0.
 * @returns A generator of its own: drawing from it moves no other.
 * @throws {RangeError} If the seed or the stream is out of range.
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * assert.equal(createRandom(7).uint32(), createRandom(7).uint32());
 * assert.notEqual(createRandom(7).uint32(), createRandom(8).uint32());
 * ```
 */
export function createRandom(seed: number, stream = 0): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot create a random generator: the seed must be a whole number in [0, 2^53), got ${seed}`,
    );
  }
  if (!Number.isInteger(stream) || stream < 0 || stream >= 2 ** 32) {
    throw new RangeError(
      `Cannot create a random generator: the stream must be a whole number in [0, 2^32), got ${stream}`,
    );
  }
  let mixed = seed % 2 ** 32 | 0;
  const high = Math.floor(seed / 2 ** 32) | 0;
  const splitMix = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  const low = splitMix();
  mixed ^= Math.imul(high, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca77);
  return randomFromState([low, splitMix(), splitMix(), splitMix()]);
}

/**
 * Returns the generator that continues from four words of xoshiro128++ state.
 *
 * @param state Four 32-bit integers, not all zero.
 * @throws {RangeError} If there are not four, or all are zero.
 */
export function randomFromState(state: readonly number[]): Random {
  if (state.length !== 4 || state.every((word) => (word | 0) === 0)) {
    throw new RangeError(
      `Cannot create a random generator: the state must be four words, not all zero, got [${state}]`,
    );
  }
  let [a, b, c, d] = state.map((word) => word | 0) as [
    number,
    number,
    number,
    number,
  ];

  function uint32(): number {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }

  return {
    uint32,
    float: () => uint32() / 2 ** 32,
    fill(out) {
      // The state in variables of this call alone, which stay in registers.
      let p = a, q = b, r = c, s = d;
      for (let i = 0; i < out.length; i++) {
        const sum = (p + s) | 0;
        out[i] = ((sum << 7) | (sum >>> 25)) + p;
        const shifted = q << 9;
        r ^= p;
        s ^= q;
        q ^= r;
        p ^= s;
        r ^= shifted;
        s = (s << 11) | (s >>> 21);
      }
      [a, b, c, d] = [p, q, r, s];
    },
    below(limit) {
      if (!(Number.isInteger(limit) && limit >= 1 && limit <= 2 ** 32)) {
        throw new RangeError(
          `Cannot draw a number: the limit must be a whole number in [1, 2^32], got ${limit}`,
        );
      }
      // Draws past the last whole multiple of limit are thrown away, so that
      // no residue is more likely than another.
      const fair = 2 ** 32 - 2 ** 32 % limit;
      let draw = uint32();
      while (draw >= fair) draw = uint32();
      return draw % limit;
    },
  };
}
