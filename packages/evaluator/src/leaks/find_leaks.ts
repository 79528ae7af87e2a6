import { checkPairs, type LabelledPairs, type RowPairs } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import type { LeakWarning } from "../evaluation_report.ts";
import { PairTable } from "../_pair_table.ts";
import {
  describeDuplicates,
  describeHeldOutInTraining,
  describeKnownNegatives,
  describeUnseenItems,
} from "./_describe_leaks.ts";
import { Finds } from "./_finds.ts";
import { findUnseenItems } from "./_find_unseen_items.ts";

/** What {@linkcode findLeaks} finds. */
export interface Leaks {
  /** One for each kind of leak that occurs, in the order of the kinds. */
  warnings: LeakWarning[];
  /**
   * The validation pairs without those that leak or repeat another; where there
   * are none of these, the split's own arrays.
   */
  judged: LabelledPairs;
}

/**
 * Looks for what makes the numbers of a split say less than they seem to:
 *
 * - `heldOutInTraining`: held-out pairs that a training pair joins too, in
 *   either order. The model was shown the answer.
 * - `negativeKnown`: negatives that are training pairs or held-out pairs. The
 *   model is blamed for being right.
 * - `duplicatePair`: pairs that are among the held-out pairs, or among the
 *   negatives, once more, in either order: what a split by time leaves of a pair
 *   that was seen at two times.
 * - `unseenItem`: items that have held-out pairs and no training pair, of which
 *   no model of pairs can know anything.
 *
 * A validation pair is counted by the first of these that it is. Those of the
 * first three are taken out of the pairs to judge by (of a repeated pair the
 * first stays); pairs of unseen items stay, as they are honest.
 *
 * Takes linear time in the number of pairs, and 6 to 12 bytes for each.
 *
 * @param split The pairs to learn from and to judge by; not changed.
 * @returns Warnings, none for a clean split, and the pairs to judge by in their
 * order.
 * @throws {RangeError} If arrays of a side are not equally long, or a row is
 * `itemCount` or more.
 *
 * @example
 * ```ts
 * import { findLeaks } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const { warnings, judged } = findLeaks({
 *   itemCount: 4,
 *   train: {
 *     left: Uint32Array.of(0, 1, 2),
 *     right: Uint32Array.of(1, 2, 3),
 *     weight: Float32Array.of(1, 1, 1),
 *   },
 *   validation: {
 *     left: Uint32Array.of(1, 0, 0),
 *     right: Uint32Array.of(0, 2, 3),
 *     label: Uint8Array.of(1, 1, 0),
 *   },
 * });
 * assert.deepEqual(warnings.map(({ kind }) => kind), ["heldOutInTraining"]);
 * assert.deepEqual([...judged.left], [0, 0]);
 * ```
 */
export function findLeaks(split: Split): Leaks {
  const { itemCount, train, validation } = split;
  checkPairs("look for leaks", train, itemCount);
  checkPairs("look for leaks", validation, itemCount);
  const { left, right, label } = validation;
  const n = left.length;
  if (label.length !== n) {
    throw new RangeError(
      `Cannot look for leaks: labels must have length ${n}, got ${label.length}`,
    );
  }
  const finds = {
    sameOrder: new Finds(),
    reversed: new Finds(),
    knownInTraining: new Finds(),
    knownHeldOut: new Finds(),
    repeatedHeldOut: new Finds(),
    repeatedNegative: new Finds(),
  };
  const training = PairTable.of(train);
  const orders = ordersOf(train, training);
  const judged = new PairTable(validation);
  const find = (p: number): Finds | null => {
    const trained = training.find(left[p]!, right[p]!);
    // Added even if it leaks: a negative that is this pair is a known one.
    const earlier = judged.add(p);
    if (label[p] === 1) {
      if (trained !== -1) {
        const inOrder = orders[trained]! & orderBit(left[p]!, right[p]!);
        return inOrder ? finds.sameOrder : finds.reversed;
      }
      return earlier === -1 ? null : finds.repeatedHeldOut;
    }
    if (trained !== -1) return finds.knownInTraining;
    if (earlier === -1) return null;
    return label[earlier] === 1 ? finds.knownHeldOut : finds.repeatedNegative;
  };

  const stays = new Uint8Array(n).fill(1);
  let heldOut = 0;
  // Held-out pairs first, so that each negative meets all of them.
  for (const wanted of [1, 0]) {
    for (let p = 0; p < n; p++) {
      if (label[p] !== wanted) continue;
      heldOut += wanted;
      const found = find(p);
      if (found === null) continue;
      found.add(left[p]!, right[p]!);
      stays[p] = 0;
    }
  }
  const warnings = [
    describeHeldOutInTraining(finds.sameOrder, finds.reversed, heldOut),
    describeKnownNegatives(
      finds.knownInTraining,
      finds.knownHeldOut,
      n - heldOut,
    ),
    describeDuplicates(finds.repeatedHeldOut, finds.repeatedNegative, n),
    describeUnseenItems(findUnseenItems(split, stays)),
  ].filter((warning) => warning !== null);
  return { warnings, judged: pick(validation, stays) };
}

/**
 * The orders in which each pair's items are given, one bit for each of the two,
 * at the position where the table has the pair; uint8, shape `[n]`.
 */
function ordersOf(pairs: RowPairs, table: PairTable): Uint8Array {
  const orders = new Uint8Array(pairs.left.length);
  for (let p = 0; p < orders.length; p++) {
    const [a, b] = [pairs.left[p]!, pairs.right[p]!];
    orders[table.find(a, b)]! |= orderBit(a, b);
  }
  return orders;
}

function orderBit(a: number, b: number): 1 | 2 {
  return a < b ? 1 : 2;
}

function pick(pairs: LabelledPairs, stays: Uint8Array): LabelledPairs {
  if (!stays.includes(0)) return pairs;
  const keep = (_: number, p: number): boolean => stays[p] === 1;
  return {
    left: pairs.left.filter(keep),
    right: pairs.right.filter(keep),
    label: pairs.label.filter(keep),
  };
}
