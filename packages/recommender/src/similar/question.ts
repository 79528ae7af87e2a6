import type { Rules } from "../rules/rules.ts";

/** A question as rows: who asks, and what the answer may hold. */
export interface Question {
  /** Rows of the basket's trained items, each once, uint32, shape `[basket]`. */
  rows: Uint32Array;
  /** What each counts, together 1, float32, shape `[basket]`. */
  weights: Float32Array;
  /** Rows that must not be found beside the basket's own. */
  excluded: Uint32Array;
  /** Rows that come first, in this order; none of the basket or excluded. */
  pinned: readonly number[];
  /** The settings. */
  rules: Rules;
}

/**
 * Returns weights as parts of 1.
 *
 * @param weights Finite numbers above 0, one or more.
 */
export function shares(weights: readonly number[]): Float32Array {
  // By the greatest first: a sum of large numbers may be beyond all numbers.
  const greatest = weights.reduce((a, b) => Math.max(a, b));
  const parts = weights.map((weight) => weight / greatest);
  const whole = parts.reduce((a, b) => a + b);
  return Float32Array.from(parts, (part) => part / whole);
}
