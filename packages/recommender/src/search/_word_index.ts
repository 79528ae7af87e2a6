import {
  ArtifactError,
  decodeSearchIndexHeader,
  MODEL_FILES,
  searchIndexLayout,
  type SearchIndexShape,
} from "@kindred/core";
import { type ModelSource, pathIn, sizeIn } from "../sources/model_source.ts";
import { Dictionary, type PostingSpan } from "./_dictionary.ts";
import type { NearWord } from "./_near_words.ts";
import { type QueryWord, queryWords } from "./_query_words.ts";
import { type Postings, Tally } from "./_tally.ts";

/** How well a word fits one that it begins with, or by how many errors it differs. */
const FIT = { begun: 0.5, errors: [1, 0.4, 0.2] } as const;

/** Words with errors that stand for all words of a query, at most: each is a read. */
const MOST_NEAR = 24;

/**
 * The words of a catalogue: the dictionary is in memory, some 6 bytes a word and 18 an
 * item; postings are read when they are needed.
 */
export class WordIndex {
  readonly #source: ModelSource;
  readonly #postings: number;
  readonly #dictionary: Dictionary;
  readonly #tally: Tally;

  private constructor(
    source: ModelSource,
    postings: number,
    dictionary: Dictionary,
    tally: Tally,
  ) {
    this.#source = source;
    this.#postings = postings;
    this.#dictionary = dictionary;
    this.#tally = tally;
  }

  /**
   * Reads the dictionary.
   *
   * @param source Where the model is.
   * @param pairs Training pairs of each item, uint32, shape `[items]`.
   * @throws {ArtifactError} If it is missing or damaged, or of other items.
   * @throws {ArtifactVersionError} If its format is newer than this release.
   */
  static async open(
    source: ModelSource,
    pairs: Uint32Array,
  ): Promise<WordIndex> {
    const shape = await readSearchIndexShape(source, pairs.length);
    const layout = searchIndexLayout(shape);
    const name = MODEL_FILES.searchIndex;
    const { blocks: start, lengths, dictionary, postings } = layout;
    const read = await source.read(name, start, postings);
    // A source may give a view that begins anywhere.
    const bytes = read.byteOffset % 4 === 0 ? read : read.slice();
    const blocks = new Uint32Array(
      bytes.buffer,
      bytes.byteOffset,
      2 * layout.blockCount,
    );
    const words = new Dictionary({
      blocks,
      wordCount: shape.wordCount,
      words: bytes.subarray(dictionary - start),
      postingBytes: shape.postingBytes,
    }, pathIn(source, name));
    const tally = new Tally({
      lengths: bytes.subarray(lengths - start, dictionary - start),
      pairs,
    });
    return new WordIndex(source, postings, words, tally);
  }

  /**
   * Returns the rows of the items that fit, best first: those that have all words as
   * they were typed, or their beginnings; else those that have them all where errors in
   * words that do not occur are forgiven; else those that have most of the words, with
   * errors.
   *
   * @param query What was typed.
   * @param limit How many rows to return at most.
   * @throws {ArtifactError} If postings are damaged.
   */
  async rowsFor(query: string, limit: number): Promise<number[]> {
    const words = queryWords(query);
    if (words.length === 0) return [];
    const mostNear = Math.floor(MOST_NEAR / words.length);
    const found = await Promise.all(words.map((word) => this.#typed(word)));
    const isMissing = found.map((postings) => postings.length === 0);
    if (!isMissing.includes(true)) {
      const rows = this.#best(found, limit, "all");
      if (rows.length > 0) return rows;
    }
    const forgive = async (these: boolean) => {
      await Promise.all(words.map(async (word, i) => {
        if (isMissing[i] !== these) return;
        const near = await this.#near(word, these ? word.errors : 1, mostNear);
        found[i]!.push(...near);
      }));
    };
    await forgive(true);
    if (found.every((postings) => postings.length > 0)) {
      const rows = this.#best(found, limit, "all");
      if (rows.length > 0) return rows;
    }
    await forgive(false);
    return this.#best(found, limit, "most");
  }

  /** Reads the postings of a word, and of those that begin with it, at once. */
  async #typed({ word, isBeginning }: QueryWord): Promise<Postings[]> {
    const { whole, begun } = this.#dictionary.find(word);
    const last = (isBeginning ? begun : null) ?? whole;
    if (last === null) return [];
    const first = whole ?? last;
    const bytes = await this.#read({ from: first.from, to: last.to });
    const wholeBytes = whole === null ? 0 : whole.to - whole.from;
    return [
      { bytes: bytes.subarray(0, wholeBytes), fit: 1 },
      { bytes: bytes.subarray(wholeBytes), fit: FIT.begun },
    ];
  }

  /** Reads the postings of the words like one: the nearest, of them the commonest. */
  async #near(
    word: QueryWord,
    errors: number,
    most: number,
  ): Promise<Postings[]> {
    let found: NearWord[] = [];
    for (let n = 1; n <= Math.min(errors, word.errors); n++) {
      found = this.#dictionary.near(word.word, n)
        .filter((near) => near.errors > 0);
      if (found.length > 0) break;
    }
    found.sort((a, b) => (b.to - b.from) - (a.to - a.from) || a.from - b.from);
    return await Promise.all(
      found.slice(0, most).map(async (near) => ({
        bytes: await this.#read(near),
        fit: FIT.errors[near.errors]!,
      })),
    );
  }

  async #read({ from, to }: PostingSpan): Promise<Uint8Array> {
    const name = MODEL_FILES.searchIndex;
    const start = this.#postings;
    return await this.#source.read(name, start + from, start + to);
  }

  #best(
    words: Postings[][],
    limit: number,
    need: "all" | "most",
  ): number[] {
    try {
      return this.#tally.best(words, limit, need);
    } catch (error) {
      const path = pathIn(this.#source, MODEL_FILES.searchIndex);
      throw new ArtifactError(
        `Cannot read "${path}": ${(error as Error).message}`,
        path,
        { cause: error },
      );
    }
  }
}

/**
 * Reads how large the index of a model's words is.
 *
 * @param source Where the model is.
 * @param itemCount How many items the model has.
 * @throws {ArtifactError} If it is missing or damaged, or of other items.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export async function readSearchIndexShape(
  source: ModelSource,
  itemCount: number,
): Promise<SearchIndexShape> {
  const name = MODEL_FILES.searchIndex;
  const size = await sizeIn(source, name);
  const path = pathIn(source, name);
  const header = await source.read(name, 0, Math.min(64, size));
  const shape = decodeSearchIndexHeader(header, path, size);
  if (shape.itemCount === itemCount) return shape;
  throw new ArtifactError(
    `Cannot read "${path}": it must tell of ${itemCount} items, got ${shape.itemCount}`,
    path,
  );
}
