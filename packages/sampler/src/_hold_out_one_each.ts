import type { Random } from "@kindred/core";
import { degreesOf } from "./_degrees_of.ts";
import { expectTimes } from "./_expect_times.ts";
import { positions } from "./_positions.ts";
import { shuffleRows } from "./_shuffle_rows.ts";
import type { TimedPairs } from "./timed_pairs.ts";

/**
 * Marks pairs of which no two share an item, and none is the only pair of an
 * item: each that still may be, in random order, or from the latest to the
 * earliest.
 *
 * @returns 1 where marked, else 0, uint8, shape `[n]`.
 * @throws {RangeError} If a time is not finite.
 */
export function holdOutOneEach(
  pairs: TimedPairs,
  random: Random,
): Uint8Array {
  const { left, right } = pairs;
  const order = shuffleRows(positions(left.length), random);
  if (pairs.time) {
    const time = expectTimes(pairs);
    order.sort((p, q) => time[q]! - time[p]!);
  }
  const degrees = degreesOf(pairs);
  // An item may lose a pair if it has another one and has lost none.
  const mayLose = Uint8Array.from(degrees, (degree) => Number(degree > 1));
  const heldOut = new Uint8Array(left.length);
  for (const p of order) {
    const a = left[p]!;
    const b = right[p]!;
    if (mayLose[a] === 0 || mayLose[b] === 0) continue;
    mayLose[a] = 0;
    mayLose[b] = 0;
    heldOut[p] = 1;
  }
  return heldOut;
}
