import { BLOCK_WORDS, MOST_LETTERS } from "@kindred/core";
import { VarintReader } from "./_varint_reader.ts";

/** The words of a catalogue as they lie in its file, see `searchIndexLayout()`. */
export interface DictionaryParts {
  /** Where each block begins, and its postings do, uint32, shape `[blocks, 2]`. */
  blocks: Uint32Array;
  /** How many words there are. */
  wordCount: number;
  /** The words, uint8. */
  words: Uint8Array;
  /** How many bytes all postings have. */
  postingBytes: number;
}

/**
 * Goes through the words in their order. Each tells how many letters it shares with the
 * one before: so it is a walk through the tree of their beginnings.
 */
export class DictionaryWalk {
  /** Letters of the word, as code units; those behind `length` are of others. */
  readonly letters = new Uint16Array(MOST_LETTERS);
  /** How many letters it has. */
  length = 0;
  /** How many of them the word before has too. */
  shared = 0;
  /** Where its postings begin. */
  from = 0;
  /** Where they end. */
  to = 0;
  readonly #parts: DictionaryParts;
  readonly #reader: VarintReader;
  /** Reads the first words of other blocks. */
  readonly #ahead: VarintReader;
  /** The word that is next. */
  #next: number;

  /**
   * @param parts The words.
   * @param block The block to begin with.
   */
  constructor(parts: DictionaryParts, block: number) {
    this.#parts = parts;
    this.#reader = new VarintReader(parts.words);
    this.#ahead = new VarintReader(parts.words);
    this.#next = block * BLOCK_WORDS;
  }

  /** Whether the next word is the first of a block. */
  get isAtBlock(): boolean {
    return this.#next % BLOCK_WORDS === 0;
  }

  /**
   * Goes to the next word; false where there is none.
   *
   * @param needed How many letters of it matter: those of a word that shares so many
   * with the one before are passed over. Default all.
   * @throws {RangeError} If it is no word that can stand there.
   */
  next(needed = Infinity): boolean {
    const { blocks, wordCount } = this.#parts;
    if (this.#next >= wordCount) return false;
    const reader = this.#reader;
    if (this.#next % BLOCK_WORDS === 0) {
      const block = this.#next / BLOCK_WORDS;
      reader.at = blocks[2 * block]!;
      this.to = blocks[2 * block + 1]!;
    }
    this.#next++;
    const shared = this.shared = reader.next();
    const end = reader.next() + reader.at;
    if (shared >= needed) reader.at = end;
    else this.#readLetters(end);
    this.from = this.to;
    this.to += reader.next();
    return true;
  }

  /**
   * Passes over the block that comes next, where all its words begin as this one does.
   *
   * @param count With how many letters.
   */
  passBlock(count: number): boolean {
    const { blocks, wordCount, words } = this.#parts;
    const next = this.#next + BLOCK_WORDS;
    if (!this.isAtBlock || next >= wordCount) return false;
    const block = next / BLOCK_WORDS;
    const ahead = this.#ahead;
    ahead.at = blocks[2 * block]! + 1;
    const end = Math.min(words.length, ahead.next() + ahead.at);
    for (let i = 0; i < count; i++) {
      if (ahead.at >= end || ahead.next() !== this.letters[i]) return false;
    }
    this.#next = next;
    this.to = blocks[2 * block + 1]!;
    return true;
  }

  /** The word. */
  word(): string {
    return String.fromCharCode(...this.letters.subarray(0, this.length));
  }

  #readLetters(end: number): void {
    const reader = this.#reader;
    const { letters, shared } = this;
    let length = shared;
    let isFine = shared <= this.length && end <= reader.bytes.length &&
      reader.at < end;
    // Words ascend: behind what is shared comes a higher letter, or more of them.
    const before = shared < this.length ? letters[shared]! : -1;
    while (isFine && reader.at < end) {
      if (length === MOST_LETTERS) isFine = false;
      else letters[length++] = reader.next();
    }
    const isFirst = shared === 0 && (this.#next - 1) % BLOCK_WORDS === 0;
    if (
      !isFine || reader.at !== end || (!isFirst && letters[shared]! <= before)
    ) {
      throw new RangeError(`word ${this.#next} of ${this.#parts.wordCount}`);
    }
    this.length = length;
  }
}
