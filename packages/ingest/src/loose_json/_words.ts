/** A word with a value of its own. */
export interface Word {
  /** Its ASCII bytes, uint8. */
  bytes: Uint8Array;
  /** What it means. */
  value: number | boolean | null;
}

const encoder = new TextEncoder();

/** The words of Python and of JSON. */
export const WORDS: readonly Word[] = ([
  ["None", null],
  ["null", null],
  ["True", true],
  ["true", true],
  ["False", false],
  ["false", false],
  ["nan", NaN],
  ["NaN", NaN],
  ["inf", Infinity],
  ["Infinity", Infinity],
] as const).map(([word, value]) => ({ bytes: encoder.encode(word), value }));

/**
 * Returns the word that stands at `bytes[start, end)`, or undefined.
 *
 * @param bytes uint8.
 */
export function wordAt(
  bytes: Uint8Array,
  start: number,
  end: number,
): Word | undefined {
  return WORDS.find((word) =>
    word.bytes.length === end - start &&
    word.bytes.every((byte, i) => bytes[start + i] === byte)
  );
}
