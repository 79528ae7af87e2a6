import type { Random, RowPairs } from "@kindred/core";
import type { FreshPairs } from "./_fresh_pairs.ts";

/** Partners tried for an item before another item is taken. */
const TRIES = 16;

/** Pairs in a row that may bring nothing new: there is hardly another then. */
const MOST_MISSES = 10_000;

/**
 * Fills `fresh` from slices of two of a shuffled array in which each item
 * stands once for every pair of `like` that holds it. The array is shuffled
 * from its start as far as it is read, so that a partner that will not do goes
 * back among those to come: frequent items, whose pairs are often known, keep
 * their share.
 *
 * @param like Pairs that say how often each item stands.
 * @param fresh What to fill.
 * @param random Where the order comes from.
 * @throws {RangeError} If no new pair is found among many.
 */
export function drawByDegree(
  like: RowPairs,
  fresh: FreshPairs,
  random: Random,
): void {
  const n = like.left.length;
  const ends = new Uint32Array(2 * n);
  ends.set(like.left);
  ends.set(like.right, n);
  let misses = 0;
  for (let at = 0; !fresh.complete; at += 2) {
    if (at + 1 >= ends.length) at = 0;
    if (misses >= MOST_MISSES || n === 0) {
      throw new RangeError(
        `Cannot draw negatives like ${n} pairs: there must be ${fresh.wished} distinct unknown pairs of their items, got ${fresh.taken}`,
      );
    }
    swapWithLater(ends, at, random);
    for (let tries = 0; tries < TRIES; tries++) {
      swapWithLater(ends, at + 1, random);
      if (fresh.take(ends[at]!, ends[at + 1]!)) {
        misses = 0;
        break;
      }
      misses++;
    }
  }
}

/** One step of a shuffle: any value from `at` on, each as likely, comes to `at`. */
function swapWithLater(values: Uint32Array, at: number, random: Random): void {
  const other = at + random.below(values.length - at);
  const held = values[at]!;
  values[at] = values[other]!;
  values[other] = held;
}
