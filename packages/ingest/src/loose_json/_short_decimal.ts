import { digitOf, DOT } from "./_bytes.ts";

/** Digits that a float64 holds exactly, as it does ten to their count. */
const EXACT_DIGITS = 15;

/**
 * Returns the decimal number in `bytes[start, end)`, or NaN if it is long or has
 * more than digits and a dot: then `Number` must read it. Most numbers are as
 * short as prices, for which a text of their own costs more than this.
 *
 * The quotient of two whole numbers that are exact is the float64 nearest to the
 * true one, which is what `Number` gives.
 */
export function shortDecimal(
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  if (end - start > EXACT_DIGITS) return NaN;
  let whole = 0;
  let scale = 0;
  for (let at = start; at < end; at++) {
    const digit = digitOf(bytes[at]!);
    if (digit < 10) {
      whole = 10 * whole + digit;
      scale *= 10;
    } else if (bytes[at] === DOT) {
      scale = 1;
    } else {
      return NaN;
    }
  }
  return scale === 0 ? whole : whole / scale;
}
