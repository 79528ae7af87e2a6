import { expectNumber } from "../expect_number.ts";
import {
  BLOCK_WORDS,
  encodeSearchIndexHeader,
  searchIndexLayout,
  type SearchIndexShape,
  WORD_PLACES,
} from "../model/search_index_layout.ts";
import type { Product } from "../product.ts";
import { Numbers } from "./_numbers.ts";
import { Varints } from "./_varints.ts";
import { wordsOf } from "./words_of.ts";

/** Words of an item that are counted. */
const MOST_COUNTED = 255;

/** Words that are written between two pauses: some milliseconds of work. */
const WORDS_A_STEP = 5000;

/**
 * Makes the index of a model's words, laid out as `searchIndexLayout()` says. The same
 * items give the same bytes. While it is made it takes about 300 bytes an item.
 *
 * @example
 * ```ts
 * import { decodeSearchIndexHeader, SearchIndexBuilder } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const builder = new SearchIndexBuilder(1);
 * builder.add({ id: "A1", title: "Basmati rice", brand: "Tilda" });
 * const file = await builder.finish();
 * const shape = decodeSearchIndexHeader(file, "search.index", file.length);
 * assert.equal(shape.wordCount, 4);
 * ```
 */
export class SearchIndexBuilder {
  readonly #lengths: Uint8Array;
  #added = 0;
  readonly #codeOf = new Map<string, number>();
  /** The word of each posting, as its code, in the order of the items. */
  readonly #words = new Numbers();
  /** The posting itself: 4 times its row, plus its place. */
  readonly #postings = new Numbers();
  /** Where the last posting of each word is. */
  readonly #last = new Numbers();

  /**
   * @param itemCount How many items will be added, a whole number in `[0, 2^30]`.
   * @throws {RangeError} If it is not.
   */
  constructor(itemCount: number) {
    expectNumber("index words", "itemCount", itemCount, {
      min: 0,
      max: 2 ** 30,
      whole: true,
    });
    this.#lengths = new Uint8Array(itemCount);
  }

  /**
   * Adds the item of the next row.
   *
   * @throws {RangeError} If there are more than were announced.
   */
  add({ id, title, brand }: Pick<Product, "id" | "title" | "brand">): void {
    const row = this.#added;
    if (row === this.#lengths.length) {
      throw new RangeError(
        `Cannot index words: there must be ${row} items, got more`,
      );
    }
    this.#added++;
    const inTitle = this.#addText(title ?? "", row, WORD_PLACES.title);
    const inBrand = this.#addText(brand ?? "", row, WORD_PLACES.brand);
    for (const word of wordsOf(id).words) {
      this.#addWord(word, row, WORD_PLACES.id);
    }
    this.#lengths[row] = Math.min(MOST_COUNTED, inTitle + inBrand);
  }

  /**
   * Returns the index. Nothing can be added any more.
   *
   * @param pause Called between steps of some milliseconds. Default goes on at once.
   * @returns The file, uint8.
   * @throws {RangeError} If items are missing, or the file would have a part of
   * 2^32 bytes or more.
   */
  async finish(
    pause?: () => Promise<void>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#added < this.#lengths.length) {
      throw new RangeError(
        `Cannot index words: there must be ${this.#lengths.length} items, got ${this.#added}`,
      );
    }
    const words = await sorted([...this.#codeOf.keys()], pause);
    const { starts, postings } = this.#byWord();
    const blocks = new Numbers();
    const dictionary = new Varints();
    const file = new Varints();
    const letters = new Varints();
    let before = "";
    for (const [place, word] of words.entries()) {
      if (place % WORDS_A_STEP === 0) await pause?.();
      if (place % BLOCK_WORDS === 0) {
        blocks.push(dictionary.length);
        blocks.push(file.length);
        before = "";
      }
      const shared = sharedLetters(before, word);
      letters.clear();
      for (let i = shared; i < word.length; i++) {
        letters.push(word.charCodeAt(i));
      }
      const code = this.#codeOf.get(word)!;
      const from = file.length;
      pushPostings(file, postings.subarray(starts[code], starts[code + 1]));
      dictionary.push(shared);
      dictionary.push(letters.length);
      dictionary.append(letters.bytes);
      dictionary.push(file.length - from);
      before = word;
    }
    return assembled(
      {
        itemCount: this.#added,
        wordCount: words.length,
        dictionaryBytes: dictionary.length,
        postingBytes: file.length,
      },
      [blocks.values, this.#lengths, dictionary.bytes, file.bytes],
    );
  }

  /** Adds the words of a text; returns how many it has. */
  #addText(text: string, row: number, place: number): number {
    const { words, others } = wordsOf(text);
    for (const word of words) this.#addWord(word, row, place);
    for (const word of others) this.#addWord(word, row, place);
    return words.length;
  }

  #addWord(word: string, row: number, place: number): void {
    const code = this.#codeOf.get(word);
    const postings = this.#postings;
    if (code === undefined) {
      const at = postings.push((row * 4 + place) >>> 0);
      this.#codeOf.set(word, this.#last.length);
      this.#words.push(this.#last.push(at));
      return;
    }
    const last = postings.at(this.#last.at(code));
    if (last >>> 2 === row) {
      // An id says more than title and brand, and both of these more than one.
      const isId = place === WORD_PLACES.id || (last & 3) === WORD_PLACES.id;
      const both = isId ? WORD_PLACES.id : place | (last & 3);
      postings.set(this.#last.at(code), (row * 4 + both) >>> 0);
      return;
    }
    this.#words.push(code);
    this.#last.set(code, postings.push((row * 4 + place) >>> 0));
  }

  /** Sorts the postings by their words, each word's by their rows: by counting. */
  #byWord(): { starts: Uint32Array; postings: Uint32Array } {
    const words = this.#words.values;
    const unsorted = this.#postings.values;
    const starts = new Uint32Array(this.#last.length + 1);
    for (let i = 0; i < words.length; i++) starts[words[i]! + 1]!++;
    for (let code = 1; code < starts.length; code++) {
      starts[code]! += starts[code - 1]!;
    }
    const next = starts.slice();
    const postings = new Uint32Array(words.length);
    for (let i = 0; i < words.length; i++) {
      postings[next[words[i]!]!++] = unsorted[i]!;
    }
    return { starts, postings };
  }
}

/** Sorts words by their code units, those of one beginning at a time. */
async function sorted(
  words: readonly string[],
  pause: (() => Promise<void>) | undefined,
): Promise<string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const beginning = word.slice(0, 2);
    const group = groups.get(beginning);
    if (group === undefined) groups.set(beginning, [word]);
    else group.push(word);
  }
  const all: string[] = [];
  for (const beginning of [...groups.keys()].sort()) {
    for (const word of groups.get(beginning)!.sort()) all.push(word);
    await pause?.();
  }
  return all;
}

function sharedLetters(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) {
    shared++;
  }
  return shared;
}

/** Adds the postings of a word: their number, then how far apart they are. */
function pushPostings(file: Varints, postings: Uint32Array): void {
  file.push(postings.length);
  let before = 0;
  for (let i = 0; i < postings.length; i++) {
    const posting = postings[i]!;
    file.push((posting - before) >>> 0);
    before = (posting & ~3) >>> 0;
  }
}

function assembled(
  shape: SearchIndexShape,
  [blocks, lengths, dictionary, postings]: [
    Uint32Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ],
): Uint8Array<ArrayBuffer> {
  for (const name of ["dictionaryBytes", "postingBytes"] as const) {
    if (shape[name] >= 2 ** 32) {
      throw new RangeError(
        `Cannot index words: ${name} must be below 2^32, got ${shape[name]}`,
      );
    }
  }
  const layout = searchIndexLayout(shape);
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeSearchIndexHeader(shape));
  const view = new DataView(bytes.buffer);
  for (const [i, value] of blocks.entries()) {
    view.setUint32(layout.blocks + 4 * i, value, true);
  }
  bytes.set(lengths, layout.lengths);
  bytes.set(dictionary, layout.dictionary);
  bytes.set(postings, layout.postings);
  return bytes;
}
