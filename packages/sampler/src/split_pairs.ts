import {
  createRandom,
  expectNumber,
  type Random,
  type WeightedPairs,
} from "@kindred/core";
import { holdOutAtRandom } from "./_hold_out_at_random.ts";
import { holdOutLatest } from "./_hold_out_latest.ts";
import { holdOutOneEach } from "./_hold_out_one_each.ts";
import { holdOutSeen } from "./_hold_out_seen.ts";
import type { TimedPairs } from "./timed_pairs.ts";

/** The ways to divide pairs, see {@linkcode splitPairs}. */
export const SPLIT_METHODS = [
  "random",
  "seen-only",
  "leave-one-out",
  "time",
] as const;

/** A way to divide pairs, see {@linkcode splitPairs}. */
export type SplitMethod = typeof SPLIT_METHODS[number];

/** Settings of {@linkcode splitPairs}. */
export interface SplitOptions {
  /** Which pairs are held out. Default `"random"`. */
  method?: SplitMethod;
  /**
   * Share of the pairs that is held out, in (0, 0.99]; `"leave-one-out"` has
   * no use for it. Default 1/3.
   */
  validationShare?: number;
  /** Seed of the choice, a whole number >= 0. Default 1. */
  seed?: number;
}

/** Pairs to learn from and pairs to judge by. */
export interface DividedPairs {
  /** The pairs to learn from, in the order of the input. */
  train: WeightedPairs;
  /** The held-out pairs, in the order of the input. */
  validation: WeightedPairs;
  /** Pairs that `"seen-only"` passed over, so that they train an item; else 0. */
  spared: number;
}

/** The share of the pairs that the method holds out. */
export const DEFAULT_VALIDATION_SHARE = 1 / 3;

/** The stream of the seed from which the split is drawn. */
const STREAM = 1;

/**
 * Divides pairs into those to learn from and those to judge by. Each pair goes
 * to exactly one side. Where a share is asked for, `round(n * validationShare)`
 * pairs are held out, though at least one pair is on each side. Linear in time
 * but where it says otherwise.
 *
 * - `"random"`: any pair, each as likely.
 * - `"seen-only"`: the same pairs, but one that would be the last to train an
 *   item is passed over, and the next in random order is taken for it: so every
 *   held-out item occurs in training. Fewer than asked for are held out only
 *   where nothing is left to take.
 * - `"leave-one-out"`: at most one pair of each item, and none that is the only
 *   pair of an item, so that every item keeps one to train on. Pairs are gone
 *   through in random order, or from the latest to the earliest where they have
 *   times (equal times in random order; sorting takes O(n log n)), and each is
 *   held out that still may be.
 * - `"time"`: the latest pairs. Of those as old as the oldest held-out pair, it
 *   is drawn which are held out.
 *
 * @param pairs All pairs, arrays of shape `[n]`, n >= 2, each of two items and
 * given once; for `"time"` with their times.
 * @param options See {@linkcode SplitOptions}.
 * @returns The two sides, and how many pairs were spared.
 * @throws {RangeError} If there are fewer than two pairs, the share or the seed
 * is out of range, no pair may be held out, or `"time"` finds no times or one
 * that is not finite.
 *
 * @example
 * ```ts
 * import { splitPairs } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = {
 *   left: Uint32Array.of(0, 0, 1),
 *   right: Uint32Array.of(1, 2, 2),
 *   weight: Float32Array.of(1, 1, 1.5),
 * };
 * const { train, validation } = splitPairs(pairs);
 * assert.equal(train.left.length, 2);
 * assert.equal(validation.left.length, 1);
 *
 * const time = Float64Array.of(30, 10, 20);
 * const latest = splitPairs({ ...pairs, time }, { method: "time" }).validation;
 * assert.deepEqual([latest.left[0], latest.right[0]], [0, 1]);
 * ```
 */
export function splitPairs(
  pairs: TimedPairs,
  options: SplitOptions = {},
): DividedPairs {
  const { method = "random", seed = 1 } = options;
  const { validationShare = DEFAULT_VALIDATION_SHARE } = options;
  expectNumber("split pairs", "the validation share", validationShare, {
    min: 0,
    above: true,
    max: 0.99,
  });
  const n = pairs.left.length;
  if (n < 2) {
    throw new RangeError(
      `Cannot split pairs: there must be at least 2, got ${n}`,
    );
  }
  const wished = Math.min(n - 1, Math.max(1, Math.round(n * validationShare)));
  const random = createRandom(seed, STREAM);
  const { heldOut, spared } = chooseHeldOut(method, pairs, wished, random);
  if (!heldOut.includes(1)) {
    throw new RangeError(
      `Cannot split pairs by "${method}": both items of some pair must be in another pair, got no such among ${n} pairs`,
    );
  }
  return {
    train: pickPairs(pairs, heldOut, 0),
    validation: pickPairs(pairs, heldOut, 1),
    spared,
  };
}

/** Returns a mark for each pair, 1 where it is held out, and the spared ones. */
function chooseHeldOut(
  method: SplitMethod,
  pairs: TimedPairs,
  wished: number,
  random: Random,
): { heldOut: Uint8Array; spared: number } {
  switch (method) {
    case "random":
      return {
        heldOut: holdOutAtRandom(pairs.left.length, wished, random),
        spared: 0,
      };
    case "seen-only":
      return holdOutSeen(pairs, wished, random);
    case "leave-one-out":
      return { heldOut: holdOutOneEach(pairs, random), spared: 0 };
    case "time":
      return { heldOut: holdOutLatest(pairs, wished, random), spared: 0 };
    default:
      throw new RangeError(
        `Cannot split pairs: the method must be one of ${
          SPLIT_METHODS.join(", ")
        }, got "${method}"`,
      );
  }
}

/** Returns the pairs that have this mark, in order. */
function pickPairs(
  pairs: WeightedPairs,
  marks: Uint8Array,
  mark: 0 | 1,
): WeightedPairs {
  let length = 0;
  for (const each of marks) if (each === mark) length++;
  const picked = {
    left: new Uint32Array(length),
    right: new Uint32Array(length),
    weight: new Float32Array(length),
  };
  for (let p = 0, k = 0; p < marks.length; p++) {
    if (marks[p] !== mark) continue;
    picked.left[k] = pairs.left[p]!;
    picked.right[k] = pairs.right[p]!;
    picked.weight[k] = pairs.weight[p]!;
    k++;
  }
  return picked;
}
