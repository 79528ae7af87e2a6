/** The largest number that half precision has. */
export const LARGEST_HALF = 65_504;

/**
 * Writes numbers in half precision (IEEE 754 binary16), each rounded to the
 * nearest, ties to even; those beyond {@linkcode LARGEST_HALF} become infinite.
 *
 * @param values Finite numbers, float32, shape `[n]`.
 * @param out Receives their bits, uint16, shape `[n]`.
 */
export function toHalves(values: Float32Array, out: Uint16Array): void {
  const bits = new Uint32Array(
    values.buffer,
    values.byteOffset,
    values.length,
  );
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i]! & 0x7fffffff;
    const sign = (bits[i]! >>> 16) & 0x8000;
    out[i] = sign |
      (magnitude < LEAST_NORMAL
        ? subnormalOf(magnitude)
        : magnitude < FIRST_INFINITE
        // The exponent's offset is 15 and not 127, and 13 bits go.
        ? shifted(magnitude - (112 << 23), 13)
        : 0x7c00);
  }
}

/**
 * Returns the place of the first number that half precision has none near, or -1.
 *
 * @param values The numbers.
 */
export function firstBeyondHalves(values: Float32Array): number {
  return values.findIndex((value) => Math.abs(value) > LARGEST_HALF);
}

/** Bits in single precision of 2^-14, below which halves lose their leading 1. */
const LEAST_NORMAL = 0x38800000;

/** Those of 65,520, which and above which all rounds up to infinity. */
const FIRST_INFINITE = 0x477ff000;

/** The half that a number below 2^-14 rounds to, given its bits. */
function subnormalOf(magnitude: number): number {
  const exponent = magnitude >>> 23;
  // Half of the least half is 2^-25, and goes to 0.
  if (exponent < 102) return 0;
  // The leading 1, implicit until now, is written out.
  return shifted((magnitude & 0x7fffff) | 0x800000, 126 - exponent);
}

/** Returns `value / 2^places` rounded to the nearest whole number, ties to even. */
function shifted(value: number, places: number): number {
  const odd = (value >>> places) & 1;
  return (value + (1 << (places - 1)) - 1 + odd) >>> places;
}

/**
 * Returns the number that some bits are in half precision.
 *
 * @param half The bits, in [0, 65536).
 */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
