/**
 * Returns the dot product of `length` numbers of `a` from `aStart` and of `b`
 * from `bStart`: Σ a[aStart + i] · b[bStart + i].
 *
 * Four partial sums, added at the end, so that the machine need not wait for
 * each addition; float64 throughout, so that this reference is also the most
 * exact version there is.
 *
 * @param a float32, shape `[>= aStart + length]`.
 * @param aStart Where the first vector begins.
 * @param b float32, shape `[>= bStart + length]`.
 * @param bStart Where the second vector begins.
 * @param length How many numbers a vector has; 0 gives 0.
 * @returns The sum, in float64.
 *
 * @example
 * ```ts
 * import { dotReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = Float32Array.of(1, 2, 3, 4);
 * assert.equal(dotReference(table, 0, table, 2, 2), 1 * 3 + 2 * 4);
 * ```
 */
export function dotReference(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  length: number,
): number {
  let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    sum0 += a[aStart + i]! * b[bStart + i]!;
    sum1 += a[aStart + i + 1]! * b[bStart + i + 1]!;
    sum2 += a[aStart + i + 2]! * b[bStart + i + 2]!;
    sum3 += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (; i < length; i++) sum0 += a[aStart + i]! * b[bStart + i]!;
  return (sum0 + sum1) + (sum2 + sum3);
}
