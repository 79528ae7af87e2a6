import { CARRIAGE_RETURN, digitOf, LINE_FEED } from "./_bytes.ts";
import type { TextMark } from "./_text_mark.ts";

const byteOf = (letter: string): number => letter.charCodeAt(0);

/** What each one-letter escape stands for; all that JSON has, Python has too. */
const LETTERS: ReadonlyMap<number, string> = new Map(
  Object.entries({
    "\\": "\\",
    "'": "'",
    '"': '"',
    a: "\x07",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
    "\n": "",
    "\r": "",
  }).map(([letter, meant]) => [byteOf(letter), meant]),
);

/**
 * Returns how many bytes the escape at `at` takes, its backslash included, or
 * what must stand in it if it is not whole.
 *
 * @param bytes uint8.
 * @param at Where its backslash stands.
 * @param end Behind the last byte that may be read.
 * @param mark Of the text that it is in; not a raw one.
 */
export function escapeLength(
  bytes: Uint8Array,
  at: number,
  end: number,
  mark: TextMark,
): number | string {
  if (at + 1 >= end) return "a character after the backslash";
  const letter = bytes[at + 1]!;
  const hexDigits = hexDigitsOf(letter, mark);
  if (hexDigits > 0) {
    const digits = digitsAt(
      bytes,
      at + 2,
      Math.min(end, at + 2 + hexDigits),
      16,
    );
    const isCharacter = digits === hexDigits &&
      numberAt(bytes, at + 2, digits, 16) <= 0x10ffff;
    return isCharacter
      ? 2 + hexDigits
      : `a backslash and ${hexDigits} hexadecimal digits of a character`;
  }
  // What a name means only a table of Unicode knows. Neither Python's repr nor
  // JSON ever writes one.
  if (letter === byteOf("N") && !mark.isBytes) {
    return "an escape without a name";
  }
  if (
    letter === CARRIAGE_RETURN && at + 2 < end && bytes[at + 2] === LINE_FEED
  ) {
    return 3;
  }
  if (LETTERS.has(letter)) return 2;
  // As in Python, the backslash of an unknown escape stands for itself.
  return 1 + digitsAt(bytes, at + 1, Math.min(end, at + 4), 8);
}

/**
 * Returns what an escape stands for.
 *
 * @param bytes uint8.
 * @param at Where its backslash stands.
 * @param length What {@linkcode escapeLength} gives for it.
 * @param mark Of the text that it is in.
 */
export function escapeMeaning(
  bytes: Uint8Array,
  at: number,
  length: number,
  mark: TextMark,
): string {
  if (length === 1) return "\\";
  const letter = bytes[at + 1]!;
  const hexDigits = hexDigitsOf(letter, mark);
  if (hexDigits > 0) {
    const code = numberAt(bytes, at + 2, hexDigits, 16);
    // \u writes UTF-16 units: two of them may make one character.
    return String.fromCodePoint(code);
  }
  const meant = LETTERS.get(letter);
  if (meant !== undefined) return meant;
  const code = numberAt(bytes, at + 1, length - 1, 8);
  return String.fromCharCode(mark.isBytes ? code & 0xff : code);
}

/** How many digits follow the letter of \x41, \u0041 or \U00000041; else 0. */
function hexDigitsOf(letter: number, { isBytes }: TextMark): number {
  if (letter === byteOf("x")) return 2;
  if (isBytes) return 0;
  return letter === byteOf("u") ? 4 : letter === byteOf("U") ? 8 : 0;
}

/** How many digits stand in `bytes[start, end)` before anything else. */
function digitsAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  radix: number,
): number {
  let at = start;
  while (at < end && digitOf(bytes[at]!) < radix) at++;
  return at - start;
}

function numberAt(
  bytes: Uint8Array,
  start: number,
  length: number,
  radix: number,
): number {
  let value = 0;
  for (let i = 0; i < length; i++) {
    value = value * radix + digitOf(bytes[start + i]!);
  }
  return value;
}
