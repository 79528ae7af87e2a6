import { digitOf, DOT, MINUS, PLUS, UNDERSCORE } from "./_bytes.ts";

/** The letters after a 0 that choose a radix, as digits are worth. */
const RADIX: ReadonlyMap<number, number> = new Map([
  [digitOf("x".charCodeAt(0)), 16],
  [digitOf("o".charCodeAt(0)), 8],
  [digitOf("b".charCodeAt(0)), 2],
]);

const EXPONENT = digitOf("e".charCodeAt(0));

/**
 * Returns behind the longest number without a sign that begins at `at`, or `at`
 * if none does: decimal ones as Python and JSON have them, Python's `0x1f`,
 * `0o17` and `0b11`, and single underscores between digits. A whole number that
 * begins with 0 is 0: as in both languages, 07 is none.
 *
 * @param bytes uint8.
 */
export function numberEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === 0x30 && at + 1 < end) {
    const radix = RADIX.get(digitOf(bytes[at + 1]!));
    if (radix !== undefined) {
      const digits = at + 2 + Number(bytes[at + 2] === UNDERSCORE);
      const behind = digitsEnd(bytes, digits, end, radix);
      return behind > digits ? behind : at + 1;
    }
  }
  const wholeEnd = digitsEnd(bytes, at, end, 10);
  let behind = wholeEnd;
  if (behind < end && bytes[behind] === DOT) {
    const fractionEnd = digitsEnd(bytes, behind + 1, end, 10);
    if (wholeEnd > at || fractionEnd > behind + 1) behind = fractionEnd;
  }
  if (behind === at) return at;
  if (behind < end && digitOf(bytes[behind]!) === EXPONENT) {
    const sign = bytes[behind + 1];
    const digits = behind + 1 + Number(sign === PLUS || sign === MINUS);
    const exponentEnd = digitsEnd(bytes, digits, end, 10);
    if (exponentEnd > digits) behind = exponentEnd;
  }
  return behind === wholeEnd ? wholeNumberEnd(bytes, at, wholeEnd) : behind;
}

/** Behind the digits from `at` on, single underscores between them. */
function digitsEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  radix: number,
): number {
  let behind = at;
  for (let next = at; next < end; next++) {
    if (digitOf(bytes[next]!) < radix) behind = next + 1;
    else if (bytes[next] !== UNDERSCORE || next !== behind || next === at) {
      break;
    }
  }
  return behind;
}

/** Of the digits `[at, end)`: behind the zeros if they begin with one. */
function wholeNumberEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== 0x30) return end;
  for (let next = at; next < end; next++) {
    if (bytes[next] !== 0x30 && bytes[next] !== UNDERSCORE) return at + 1;
  }
  return end;
}
