const NEWLINE = 0x0a;
/** Four newlines. */
const NEWLINES = 0x0a0a0a0a;

/**
 * Finds the newlines in a part of a text, four bytes at a time: the lines of
 * some files are so short that a native search for each costs more.
 *
 * @param text The text, uint8.
 * @param words The same memory by words, int32, from its beginning on.
 * @param from Where to begin, 0-based.
 * @param to Where to end.
 * @param found Receives their places in order, uint32; it must have room for
 * `to - from`.
 * @returns How many there are.
 */
export function findNewlines(
  text: Uint8Array,
  words: Int32Array,
  from: number,
  to: number,
  found: Uint32Array,
): number {
  let count = 0;
  let at = from;
  for (; at < to && at % 4 !== 0; at++) {
    if (text[at] === NEWLINE) found[count++] = at;
  }
  for (; at + 4 <= to; at += 4) {
    const word = words[at >> 2]! ^ NEWLINES;
    // Whether a byte is 0 now: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
    if (((word - 0x01010101) & ~word & 0x80808080) === 0) continue;
    if (text[at] === NEWLINE) found[count++] = at;
    if (text[at + 1] === NEWLINE) found[count++] = at + 1;
    if (text[at + 2] === NEWLINE) found[count++] = at + 2;
    if (text[at + 3] === NEWLINE) found[count++] = at + 3;
  }
  for (; at < to; at++) {
    if (text[at] === NEWLINE) found[count++] = at;
  }
  return count;
}
