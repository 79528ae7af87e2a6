import type { ModelItem } from "@kindred/core";
import MiniSearch, { type SearchOptions } from "minisearch";

/** One item as the index sees it; MiniSearch skips fields that are null. */
interface Entry {
  row: number;
  id: string;
  title: string | null;
  brand: string | null;
}

/** Items indexed between two turns of the event loop: some 10 ms of work. */
const CHUNK_SIZE = 250;

/** Only the first words of a query count: each costs a walk through the index. */
const MOST_WORDS = 8;

/** A typo-tolerant index over titles, brands and ids, built at the first search. */
export class ItemSearch {
  readonly #items: readonly ModelItem[];
  #index: Promise<MiniSearch<Entry>> | undefined;

  /** @param items All items, in row order. */
  constructor(items: readonly ModelItem[]) {
    this.#items = items;
  }

  /**
   * Returns the rows of the items that fit, best first.
   *
   * @param query What was typed.
   * @param limit How many rows to return at most.
   */
  async rowsFor(query: string, limit: number): Promise<number[]> {
    this.#index ??= this.#build();
    const index = await this.#index;
    const words = firstWords(query);
    const options: SearchOptions = {
      // A few letters begin too many words, except where the typing stopped or
      // where a letter is a word: a single 米 does not begin many.
      prefix: (word, i, words) =>
        word.length > (i === words.length - 1 ? 1 : 2) || word > "\x7f",
      boost: { id: 3, title: 2 },
      // Nothing can be recommended for an untrained item: the others come first.
      boostDocument: (row) => this.#items[row]!.pairs === 0 ? 0.5 : 1,
    };
    let hits = index.search(words, { ...options, combineWith: "AND" });
    if (hits.length === 0) {
      // Not as it stands: forgive errors, two of them (two letters swapped) in
      // words of some length, and take the items that have most of the words.
      const fuzzy = ({ length }: string) => length > 4 ? 2 : length > 3;
      hits = index.search(words, { ...options, fuzzy });
      const most = hits.reduce(
        (most, { queryTerms }) => Math.max(most, queryTerms.length),
        0,
      );
      hits = hits.filter(({ queryTerms }) => queryTerms.length === most);
    }
    return hits.slice(0, limit).map(({ id }) => id as number);
  }

  async #build(): Promise<MiniSearch<Entry>> {
    const index = new MiniSearch<Entry>({
      idField: "row",
      fields: ["title", "brand", "id"],
      processTerm: foldWord,
    });
    // In chunks, so that a server answers others while a large index is built.
    for (let at = 0; at < this.#items.length; at += CHUNK_SIZE) {
      index.addAll(
        this.#items.slice(at, at + CHUNK_SIZE)
          .map(({ id, title, brand }, i) => ({
            row: at + i,
            id,
            title,
            brand,
          })),
      );
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return index;
  }
}

/** The distinct words of a query, as many as count. */
function firstWords(query: string): string {
  const words = query.slice(0, 1000).split(/[\s\p{P}]+/u)
    .map(foldWord);
  return [...new Set(words)].slice(0, MOST_WORDS).join(" ");
}

/** A word without case and accents, as it stands in the index. */
function foldWord(word: string): string {
  const folded = word.toLowerCase();
  // Most words are ASCII, and a large index has millions of them.
  return /^[ -~]*$/.test(folded)
    ? folded
    : folded.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
}
