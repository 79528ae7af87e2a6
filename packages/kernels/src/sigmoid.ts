/**
 * Returns 1 / (1 + e^-x), the probability of a logit, without overflow at
 * either end.
 *
 * @param x A logit, in nats.
 * @returns A number in `[0, 1]`; `NaN` for `NaN`.
 *
 * @example
 * ```ts
 * import { sigmoid } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sigmoid(0), 0.5);
 * assert.equal(sigmoid(-1000), 0);
 * ```
 */
export function sigmoid(x: number): number {
  // e^-|x| is at most 1: neither form divides by an infinite number.
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const exp = Math.exp(x);
  return exp / (1 + exp);
}

/**
 * Returns ln(1 + e^x), the logistic loss of a wrong logit `x`, in nats, without
 * overflow: max(x, 0) + ln(1 + e^-|x|).
 *
 * @param x A logit, in nats.
 * @returns A number >= 0, in nats; `NaN` for `NaN`.
 *
 * @example
 * ```ts
 * import { softplus } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * assert.equal(softplus(0), Math.LN2);
 * assert.equal(softplus(1000), 1000);
 * ```
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
