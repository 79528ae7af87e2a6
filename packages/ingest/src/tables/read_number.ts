const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Powers of ten by which a whole number below 2^53 divides to the nearest double. */
const TENS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

/**
 * Returns the number that a text is, as {@linkcode Number} would, or NaN if it is
 * none: no text but a decimal number is, not even the empty one or "Infinity".
 *
 * @param text Without white space around it.
 */
export function numberOf(text: string): number {
  const number = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : NaN;
}

/**
 * Returns the number that some bytes are, the same as {@linkcode numberOf} of
 * their text, without making the text where the number is short.
 *
 * @param bytes ASCII.
 * @param start The first byte.
 * @param end The byte after the last.
 * @returns A finite number, or NaN.
 */
export function readNumber(
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  // At most 15 digits: their whole number is exact, and so is a division by TENS.
  const negative = start < end && bytes[start] === 0x2d;
  let at = negative ? start + 1 : start;
  if (at < end && end - at <= 16) {
    let whole = 0;
    let digits = 0;
    let decimals = -1;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x30 && byte <= 0x39) {
        whole = whole * 10 + byte - 0x30;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (byte === 0x2e && decimals < 0) decimals = 0;
      else break;
    }
    if (at === end && digits > 0 && digits <= 15 && decimals <= 10) {
      const value = decimals > 0 ? whole / TENS[decimals]! : whole;
      return negative ? -value : value;
    }
  }
  if (end - start > 400) return NaN;
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return numberOf(text);
}
