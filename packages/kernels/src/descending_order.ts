import {
  ascendingKey,
  bucketStarts,
  SHIFTS,
  WORTH_COUNTING,
} from "./_radix.ts";

/**
 * Returns the positions of scores from the highest to the lowest, equal ones by
 * position; 0 and -0 are equal.
 *
 * Many scores are sorted by counting, as `sortFloats` does: O(n) time.
 *
 * @param scores float32, shape `[n]`, without NaN: where these would come to
 * stand is not said. Not changed.
 * @returns uint32, shape `[n]`.
 *
 * @example
 * ```ts
 * import { descendingOrder } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const scores = Float32Array.of(0.5, 2, 0.5, 1);
 * assert.deepEqual([...descendingOrder(scores)], [1, 3, 0, 2]);
 * ```
 */
export function descendingOrder(scores: Float32Array): Uint32Array {
  const n = scores.length;
  let order: Uint32Array = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < WORTH_COUNTING) {
    return order.sort((a, b) =>
      scores[a] === scores[b] ? a - b : scores[a]! < scores[b]! ? 1 : -1
    );
  }
  let keys = descendingKeys(scores);
  const starts = bucketStarts(keys);
  let otherKeys: Uint32Array = new Uint32Array(n);
  let otherOrder: Uint32Array = new Uint32Array(n);
  for (const [pass, shift] of SHIFTS.entries()) {
    const next = starts[pass]!;
    for (let i = 0; i < n; i++) {
      const key = keys[i]!;
      const at = next[(key >>> shift) & 255]!++;
      otherKeys[at] = key;
      otherOrder[at] = order[i]!;
    }
    [keys, otherKeys] = [otherKeys, keys];
    [order, otherOrder] = [otherOrder, order];
  }
  return order;
}

/** Returns numbers that rise where the scores fall. */
function descendingKeys(scores: Float32Array): Uint32Array {
  const { buffer, byteOffset, length } = scores;
  const bits = new Uint32Array(buffer, byteOffset, length);
  const keys = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    // -0 is taken for 0: only its sign tells them apart.
    const held = bits[i] === 0x8000_0000 ? 0 : bits[i]!;
    keys[i] = ~ascendingKey(held);
  }
  return keys;
}
