import { MOST_LETTERS } from "@kindred/core";
import type { DictionaryWalk } from "./_dictionary_walk.ts";

/** A word like another. */
export interface NearWord {
  /** How many errors are between them. */
  errors: number;
  /** Where its postings begin. */
  from: number;
  /** Where they end. */
  to: number;
}

/**
 * Returns the words that are at most so many errors away: letters left out, added,
 * replaced or exchanged with the next one (optimal string alignment).
 *
 * What two words begin with is compared once, and only what can still be near enough:
 * the words are in order, and once a beginning has too many errors, all words with that
 * beginning are passed over.
 *
 * @param walk A walk through all words.
 * @param word The word that they are compared with.
 * @param most How many errors, a whole number >= 0.
 */
export function nearWords(
  walk: DictionaryWalk,
  word: string,
  most: number,
): NearWord[] {
  const found: NearWord[] = [];
  const m = word.length;
  const width = m + 1;
  // errors is (letters + 1, m + 1): between the beginnings of both words. Only the
  // places near the diagonal are used; those beside them hold too many errors.
  const errors = new Uint8Array((MOST_LETTERS + 1) * width).fill(most + 1);
  for (let j = 0; j <= Math.min(m, most); j++) errors[j] = j;
  const { letters } = walk;
  /** How many letters it takes to have too many errors. */
  let hopeless = Infinity;
  for (;;) {
    if (hopeless !== Infinity) { while (walk.passBlock(hopeless)); }
    if (!walk.next(hopeless)) return found;
    if (walk.shared >= hopeless) continue;
    hopeless = Infinity;
    for (let d = walk.shared + 1; d <= walk.length; d++) {
      if (fillRow(d) > most) {
        hopeless = d;
        break;
      }
    }
    if (hopeless !== Infinity || Math.abs(walk.length - m) > most) continue;
    const count = errors[walk.length * width + m]!;
    if (count <= most) {
      found.push({ errors: count, from: walk.from, to: walk.to });
    }
  }

  /** Compares the first d letters with all beginnings; returns the fewest errors. */
  function fillRow(d: number): number {
    const row = d * width;
    const low = Math.max(1, d - most), high = Math.min(m, d + most);
    let fewest = d <= most ? d : most + 1;
    if (low === 1) errors[row] = fewest;
    const letter = letters[d - 1]!;
    for (let j = low; j <= high; j++) {
      const at = row + j;
      const isSame = word.charCodeAt(j - 1) === letter;
      let count = Math.min(
        errors[at - width]! + 1,
        errors[at - 1]! + 1,
        errors[at - width - 1]! + (isSame ? 0 : 1),
      );
      if (
        d > 1 && j > 1 && word.charCodeAt(j - 2) === letter &&
        word.charCodeAt(j - 1) === letters[d - 2]
      ) count = Math.min(count, errors[at - 2 * width - 2]! + 1);
      errors[at] = Math.min(count, most + 1);
      if (count < fewest) fewest = count;
    }
    return fewest;
  }
}
