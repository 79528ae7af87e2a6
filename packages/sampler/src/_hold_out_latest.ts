import { type Random, shuffleInPlace } from "@kindred/core";
import { expectTimes } from "./_expect_times.ts";
import type { TimedPairs } from "./timed_pairs.ts";

/**
 * Marks the `wished` latest pairs; of those of the earliest time among them, it
 * is drawn which are marked.
 *
 * @returns 1 where marked, else 0, uint8, shape `[n]`.
 * @throws {RangeError} If the pairs have no times, or one is not finite.
 */
export function holdOutLatest(
  pairs: TimedPairs,
  wished: number,
  random: Random,
): Uint8Array {
  const time = expectTimes(pairs);
  const earliest = time.toSorted()[time.length - wished]!;
  const heldOut = new Uint8Array(time.length);
  const tied: number[] = [];
  let marked = 0;
  for (let p = 0; p < time.length; p++) {
    if (time[p] === earliest) tied.push(p);
    if (!(time[p]! > earliest)) continue;
    heldOut[p] = 1;
    marked++;
  }
  shuffleInPlace(tied, random);
  for (const p of tied.slice(0, wished - marked)) heldOut[p] = 1;
  return heldOut;
}
