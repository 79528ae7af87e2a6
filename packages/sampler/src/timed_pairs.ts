import type { WeightedPairs } from "@kindred/core";

/** Pairs that may have times. */
export interface TimedPairs extends WeightedPairs {
  /**
   * When each pair was first seen, in seconds since 1970, float64, shape
   * `[n]`; null or absent if that is not known.
   */
  time?: Float64Array | null;
}
