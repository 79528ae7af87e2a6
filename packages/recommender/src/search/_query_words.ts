import { wordsOf } from "@kindred/core";

/** Letters of a query that are looked at. */
const MOST_LETTERS = 1000;

/** Words of a query that count. */
const MOST_WORDS = 8;

/** From where on in Unicode letters are whole syllables or words: Thai, Han, Hangul. */
const TELLING_LETTERS = "\u0e00";

/** A word that was asked for. */
export interface QueryWord {
  /** The word, without case and accents. */
  word: string;
  /** Whether longer words that begin with it count too. */
  isBeginning: boolean;
  /** How many errors are forgiven. */
  errors: number;
}

/**
 * Returns the distinct words of a query, as many as count.
 *
 * @param query What was typed.
 */
export function queryWords(query: string): QueryWord[] {
  const { words } = wordsOf(query.slice(0, MOST_LETTERS));
  const distinct = [...new Set(words)].slice(0, MOST_WORDS);
  return distinct.map((word, i) => {
    // A few letters begin too many words, except where the typing stopped.
    const least = i === distinct.length - 1 ? 2 : 3;
    return {
      word,
      isBeginning: word.length >= least || word >= TELLING_LETTERS,
      errors: forgivenErrors(word),
    };
  });
}

/** Short words and numbers are like too many others. */
function forgivenErrors(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 6 || /\p{N}/u.test(word) ? 1 : 2;
}
