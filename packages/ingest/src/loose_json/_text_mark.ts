import { digitOf, DOUBLE_QUOTE, SINGLE_QUOTE } from "./_bytes.ts";

const B = digitOf("b".charCodeAt(0));
const R = digitOf("r".charCodeAt(0));
const U = digitOf("u".charCodeAt(0));

/** What the letters before a quote say: u'…', b'…', r'…', rb'…'. */
export interface TextMark {
  /** How many letters there are. */
  length: number;
  /** Whether the text is one of bytes. */
  isBytes: boolean;
  /** Whether its backslashes stand for themselves. */
  isRaw: boolean;
}

const UNMARKED: TextMark = { length: 0, isBytes: false, isRaw: false };
const UNICODE: TextMark = { length: 1, isBytes: false, isRaw: false };
const BYTES: TextMark = { length: 1, isBytes: true, isRaw: false };
const RAW: TextMark = { length: 1, isBytes: false, isRaw: true };
const RAW_BYTES: TextMark = { length: 2, isBytes: true, isRaw: true };

/** Returns the mark of the text that begins at `at`, or null if none does. */
export function textMarkAt(
  bytes: Uint8Array,
  at: number,
  end: number,
): TextMark | null {
  if (isQuote(bytes, at, end)) return UNMARKED;
  if (at + 1 >= end) return null;
  const first = digitOf(bytes[at]!);
  if (first !== B && first !== R && first !== U) return null;
  if (isQuote(bytes, at + 1, end)) {
    return first === U ? UNICODE : first === B ? BYTES : RAW;
  }
  const second = digitOf(bytes[at + 1]!);
  const isRawBytes = first === B && second === R || first === R && second === B;
  return isRawBytes && isQuote(bytes, at + 2, end) ? RAW_BYTES : null;
}

function isQuote(bytes: Uint8Array, at: number, end: number): boolean {
  return at < end &&
    (bytes[at] === SINGLE_QUOTE || bytes[at] === DOUBLE_QUOTE);
}

/** Whether the quote at `at` is the first of three. */
export function isTripleQuote(
  bytes: Uint8Array,
  at: number,
  end: number,
): boolean {
  const quote = bytes[at];
  return at + 2 < end && bytes[at + 1] === quote && bytes[at + 2] === quote;
}
