import {
  checkPairs,
  createRandom,
  type Random,
  type RowPairs,
} from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import { PairTable } from "../_pair_table.ts";
import { DegreeBuckets } from "./_degree_buckets.ts";

/** Settings of {@linkcode degreeMatchedNegatives}. */
export interface DegreeMatchedOptions {
  /** Seed of the draw, a whole number >= 0. Default 1. */
  seed?: number;
}

/** Negatives, each for one held-out pair. The arrays have shape `[m]`. */
export interface DegreeMatchedNegatives extends RowPairs {
  /** Positions of the held-out pairs among the validation pairs, ascending, uint32. */
  heldOut: Uint32Array;
  /** Held-out pairs for which there was none: they are not in `heldOut`. */
  missing: number;
}

/** The stream of the seed from which the negatives are drawn. */
const STREAM = 6;

/** How often an item is drawn before all that are alike are gone through. */
const DRAWS = 32;

/**
 * Draws negatives that popularity alone cannot tell from the held-out pairs: for
 * each held-out pair, of which one item, drawn by coin, is replaced by an item of
 * about the same training degree.
 *
 * Items are put in order of their degree and cut into buckets: each is all items
 * of one degree, or of some adjacent ones until they are 64; items without a
 * training pair are a bucket of their own. Within its bucket an item is drawn in
 * proportion to its degree, as the held-out pairs have it. Items that occur in no
 * known pair are never drawn.
 *
 * No negative is a training pair, a held-out pair, another one of these
 * negatives, or an item with itself; where all of a bucket would be, the held-out
 * pair goes without. Takes a few microseconds a pair.
 *
 * @param split The pairs; a training pair that is there twice counts twice.
 * @param options See {@linkcode DegreeMatchedOptions}.
 * @throws {RangeError} If arrays of a side are not equally long, a row is
 * `itemCount` or more, or the seed is out of range.
 *
 * @example
 * ```ts
 * import { degreeMatchedNegatives } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * // A ring of five: what is no known pair is (0, 3), (1, 3), (1, 4) or (2, 4).
 * const { left, right, heldOut } = degreeMatchedNegatives({
 *   itemCount: 5,
 *   train: {
 *     left: Uint32Array.of(0, 1, 2, 3, 4),
 *     right: Uint32Array.of(1, 2, 3, 4, 0),
 *     weight: new Float32Array(5).fill(1),
 *   },
 *   validation: {
 *     left: Uint32Array.of(0),
 *     right: Uint32Array.of(2),
 *     label: Uint8Array.of(1),
 *   },
 * });
 * assert.deepEqual([...heldOut], [0]);
 * assert.ok(
 *   ["0,3", "4,2"].includes(`${left[0]},${right[0]}`),
 * );
 * ```
 */
export function degreeMatchedNegatives(
  split: Split,
  options: DegreeMatchedOptions = {},
): DegreeMatchedNegatives {
  const { itemCount, train, validation } = split;
  checkPairs("draw negatives", train, itemCount);
  checkPairs("draw negatives", validation, itemCount);
  const random = createRandom(options.seed ?? 1, STREAM);
  const heldOut = validation.label.reduce((sum, label) => sum + label, 0);
  const taken = new TakenPairs(train.left.length + 2 * heldOut);
  for (let p = 0; p < train.left.length; p++) {
    taken.add(train.left[p]!, train.right[p]!);
  }
  for (let p = 0; p < validation.left.length; p++) {
    if (validation.label[p] !== 1) continue;
    taken.add(validation.left[p]!, validation.right[p]!);
  }
  const buckets = new DegreeBuckets(split);

  const drawn = {
    left: new Uint32Array(heldOut),
    right: new Uint32Array(heldOut),
    heldOut: new Uint32Array(heldOut),
  };
  let count = 0;
  for (let p = 0; p < validation.left.length; p++) {
    if (validation.label[p] !== 1) continue;
    const left = validation.left[p]!;
    const right = validation.right[p]!;
    const keepsLeft = random.below(2) === 0;
    const kept = keepsLeft ? left : right;
    const bucket = buckets.of(keepsLeft ? right : left);
    const other = drawOther(kept, bucket, taken, random);
    if (other === -1) continue;
    taken.add(kept, other);
    drawn.left[count] = keepsLeft ? kept : other;
    drawn.right[count] = keepsLeft ? other : kept;
    drawn.heldOut[count] = p;
    count++;
  }
  return {
    left: drawn.left.slice(0, count),
    right: drawn.right.slice(0, count),
    heldOut: drawn.heldOut.slice(0, count),
    missing: heldOut - count,
  };
}

/** An item of the bucket that may be paired with `kept`, or -1 if there is none. */
function drawOther(
  kept: number,
  bucket: Uint32Array,
  taken: TakenPairs,
  random: Random,
): number {
  const isFree = (item: number): boolean =>
    item !== kept && !taken.has(kept, item);
  for (let draw = 0; draw < DRAWS; draw++) {
    const item = bucket[random.below(bucket.length)]!;
    if (isFree(item)) return item;
  }
  const from = random.below(bucket.length);
  let before = -1;
  for (let step = 0; step < bucket.length; step++) {
    const item = bucket[(from + step) % bucket.length]!;
    // An item's places follow each other.
    if (item !== before && isFree(item)) return item;
    before = item;
  }
  return -1;
}

/** The pairs that a negative must not be. */
class TakenPairs {
  readonly #pairs: RowPairs;
  readonly #table: PairTable;
  #count = 0;

  constructor(most: number) {
    this.#pairs = {
      left: new Uint32Array(most),
      right: new Uint32Array(most),
    };
    this.#table = new PairTable(this.#pairs);
  }

  add(left: number, right: number): void {
    this.#pairs.left[this.#count] = left;
    this.#pairs.right[this.#count] = right;
    this.#table.add(this.#count++);
  }

  has(left: number, right: number): boolean {
    return this.#table.find(left, right) !== -1;
  }
}
