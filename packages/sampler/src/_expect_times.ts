import type { TimedPairs } from "./timed_pairs.ts";

/**
 * Returns the times of some pairs, shape `[n]`.
 *
 * @throws {RangeError} If there are none, they are not as many as the pairs, or
 * one is not finite.
 */
export function expectTimes({ left, time }: TimedPairs): Float64Array {
  if (time === undefined || time === null || time.length !== left.length) {
    throw new RangeError(
      `Cannot split pairs by time: each of the ${left.length} must have a time, got ${
        time?.length ?? "no"
      } times`,
    );
  }
  const wrong = time.findIndex((seconds) => !Number.isFinite(seconds));
  if (wrong >= 0) {
    throw new RangeError(
      `Cannot split pairs by time: times must be finite, got ${
        time[wrong]
      } for pair ${wrong}`,
    );
  }
  return time;
}
