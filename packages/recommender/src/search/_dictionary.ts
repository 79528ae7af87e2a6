import { ArtifactError, BLOCK_WORDS } from "@kindred/core";
import { type DictionaryParts, DictionaryWalk } from "./_dictionary_walk.ts";
import { type NearWord, nearWords } from "./_near_words.ts";

/** Postings that lie behind each other, in bytes from the first of all. */
export interface PostingSpan {
  /** First byte. */
  from: number;
  /** The byte behind the last. */
  to: number;
}

/**
 * Postings of words with one beginning that count, in bytes: a beginning of two letters
 * fits a tenth of all words of a large catalogue.
 */
const MOST_BEGUN_BYTES = 2 ** 22;

/** The words of a catalogue, in memory, with the places of their postings. */
export class Dictionary {
  readonly #parts: DictionaryParts;

  /**
   * Takes the words as they lie in the file, and looks at each.
   *
   * @param parts The words; they are kept, not copied.
   * @param path The file, for messages.
   * @throws {ArtifactError} If it is damaged.
   */
  constructor(parts: DictionaryParts, path: string) {
    this.#parts = parts;
    const fault = this.#fault();
    if (fault === null) return;
    throw new ArtifactError(
      `Cannot read "${path}": its words must ascend, each with its postings, got another order at ${fault}`,
      path,
    );
  }

  /**
   * Finds a word, and those that begin with it.
   *
   * @param word The word.
   * @returns The postings of the word itself, null where it does not occur, and those
   * of the longer ones, null where there are none.
   */
  find(word: string): { whole: PostingSpan | null; begun: PostingSpan | null } {
    const walk = new DictionaryWalk(this.#parts, this.#blockOf(word));
    let whole: PostingSpan | null = null;
    let begun: PostingSpan | null = null;
    while (walk.next()) {
      const order = orderOf(walk, word);
      if (order > 0) break;
      if (order < 0) continue;
      if (walk.length === word.length) {
        whole = { from: walk.from, to: walk.to };
        continue;
      }
      begun ??= { from: walk.from, to: walk.to };
      if (walk.to - begun.from > MOST_BEGUN_BYTES) break;
      begun.to = walk.to;
      while (
        begun.to - begun.from <= MOST_BEGUN_BYTES && walk.passBlock(word.length)
      ) begun.to = walk.to;
    }
    return { whole, begun };
  }

  /**
   * Returns the words that are a few errors away from one, in their order.
   *
   * @param word The word.
   * @param most How many errors: letters left out, added, replaced or exchanged with
   * the next one.
   */
  near(word: string, most: number): NearWord[] {
    return nearWords(new DictionaryWalk(this.#parts, 0), word, most);
  }

  /** Returns the last block that begins with a word no higher than this one. */
  #blockOf(word: string): number {
    let low = 0, high = this.#parts.blocks.length / 2;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const walk = new DictionaryWalk(this.#parts, middle);
      walk.next();
      if (walk.word() <= word) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Returns where the words are not as they must be, or null. */
  #fault(): string | null {
    const { blocks, wordCount, postingBytes } = this.#parts;
    const walk = new DictionaryWalk(this.#parts, 0);
    let last = "";
    let to = 0;
    for (let place = 0; place < wordCount; place++) {
      const isFirst = walk.isAtBlock;
      if (isFirst && place > 0) last = walk.word();
      try {
        walk.next();
      } catch (error) {
        return (error as Error).message;
      }
      const block = place / BLOCK_WORDS;
      const isFine = walk.from === to && walk.to > to &&
        walk.to <= postingBytes &&
        (!isFirst || (walk.shared === 0 && walk.word() > last &&
          blocks[2 * block + 1] === to));
      if (!isFine) return `word ${place + 1} of ${wordCount}`;
      to = walk.to;
    }
    return to === postingBytes ? null : `the end of ${wordCount} words`;
  }
}

/** Below 0 where a walk's word comes before those that begin with one, 0 among them. */
function orderOf({ letters, length }: DictionaryWalk, word: string): number {
  for (let i = 0; i < word.length; i++) {
    if (i === length) return -1;
    const order = letters[i]! - word.charCodeAt(i);
    if (order !== 0) return order;
  }
  return 0;
}
