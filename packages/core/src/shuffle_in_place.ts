import type { Random } from "./random.ts";

/** Anything with numbered, writable places: an array or a typed array. */
export interface MutableArrayLike<T> {
  /** How many places there are. */
  readonly length: number;
  /** What stands at each place, 0-based. */
  [index: number]: T;
}

/**
 * Shuffles `array` in place, every order equally likely (Fisher and Yates), and
 * returns it.
 *
 * @param array Any array or typed array of `n` values.
 * @param random Where the `n - 1` draws come from.
 * @returns `array` itself.
 *
 * @example
 * ```ts
 * import { createRandom, shuffleInPlace } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const shuffled = shuffleInPlace([1, 2, 3, 4], createRandom(1));
 * assert.deepEqual(shuffled.toSorted(), [1, 2, 3, 4]);
 * ```
 */
export function shuffleInPlace<T, A extends MutableArrayLike<T>>(
  array: A & MutableArrayLike<T>,
  random: Random,
): A {
  for (let i = array.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = array[i]!;
    array[i] = array[j]!;
    array[j] = held;
  }
  return array;
}
