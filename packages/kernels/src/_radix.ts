// Sorting float32 numbers by counting, one byte of theirs after another.

/** How many numbers make it worth while: below, the tables take longer. */
export const WORTH_COUNTING = 256;

/** Values of a byte. */
const BUCKETS = 256;

/** Where a number's bytes begin, from the lowest: one pass for each. */
export const SHIFTS = [0, 8, 16, 24] as const;

/**
 * Returns a number whose place among unsigned ones is that of the float32 with
 * these bits: the more negative a float, the larger its bits, so those are turned
 * round; the others only have to come behind. -0 comes before 0.
 *
 * @param bits The float's bits, uint32.
 */
export function ascendingKey(bits: number): number {
  return (bits ^ ((bits >> 31) | 0x8000_0000)) >>> 0;
}

/** Returns what {@linkcode ascendingKey} was given. */
export function bitsOfKey(key: number): number {
  return (key ^ ((~key >> 31) | 0x8000_0000)) >>> 0;
}

/**
 * Returns where the numbers with each value of each byte begin, once they are
 * sorted by that byte.
 *
 * @param keys The numbers, uint32, shape `[n]`.
 * @returns uint32, shape `[256]` for each of {@linkcode SHIFTS}.
 */
export function bucketStarts(keys: Uint32Array): Uint32Array[] {
  return SHIFTS.map((shift) => {
    const starts = new Uint32Array(BUCKETS);
    for (let i = 0; i < keys.length; i++) starts[(keys[i]! >>> shift) & 255]!++;
    let start = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = starts[bucket]!;
      starts[bucket] = start;
      start += count;
    }
    return starts;
  });
}
