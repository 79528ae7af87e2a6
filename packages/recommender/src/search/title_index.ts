import type { ModelItem } from "@kindred/core";
import MiniSearch, { type SearchOptions } from "minisearch";

/** One item as the index sees it; MiniSearch skips fields that are null. */
interface Entry {
  row: number;
  id: string | null;
  title: string | null;
  brand: string | null;
}

/** Only the first words of a query count: each costs a walk through the index. */
const MOST_WORDS = 8;

/**
 * Items beyond which ids are no words of the index: each is one of its own, and they
 * would be more than half of what it holds. Beginnings of ids are found nevertheless.
 */
const MOST_WITH_IDS = 50_000;

/** Letters of an id that must be given. */
const ID_BEGINNING = 3;

/**
 * A typo-tolerant index over titles, brands and ids. It takes about 1 KB an item.
 */
export class TitleIndex {
  readonly #index: MiniSearch<Entry>;
  readonly #pairs: Uint32Array;
  /** Ids in lower case by their rows, where they are no words of the index. */
  readonly #ids: string[] | null;

  /** @param itemCount How many items will be added. */
  constructor(itemCount: number) {
    this.#pairs = new Uint32Array(itemCount);
    this.#ids = itemCount > MOST_WITH_IDS ? [] : null;
    this.#index = new MiniSearch<Entry>({
      idField: "row",
      fields: ["title", "brand", "id"],
      processTerm: foldWord,
    });
  }

  /** Adds the item of a row; rows ascend. */
  add(row: number, { id, title, brand, pairs }: ModelItem): void {
    this.#pairs[row] = pairs;
    this.#ids?.push(id.toLowerCase());
    this.#index.add({
      row,
      id: this.#ids === null ? id : null,
      title,
      brand,
    });
  }

  /**
   * Returns the rows of the items that fit, best first.
   *
   * @param query What was typed.
   * @param limit How many rows to return at most.
   */
  rowsFor(query: string, limit: number): number[] {
    const words = firstWords(query);
    const options: SearchOptions = {
      // A few letters begin too many words, except where the typing stopped or
      // where a letter is a word: a single 米 does not begin many.
      prefix: (word, i, words) =>
        word.length > (i === words.length - 1 ? 1 : 2) || word > "\x7f",
      boost: { id: 3, title: 2 },
      // Nothing can be recommended for an untrained item: the others come first.
      boostDocument: (row) => this.#pairs[row] === 0 ? 0.5 : 1,
    };
    let hits = this.#index.search(words, { ...options, combineWith: "AND" });
    const begun = this.#rowsBegunWith(query, limit);
    if (hits.length === 0 && begun.length === 0) {
      // Not as it stands: forgive errors, two of them (two letters swapped) in
      // words of some length, and take the items that have most of the words.
      const fuzzy = ({ length }: string) => length > 4 ? 2 : length > 3;
      hits = this.#index.search(words, { ...options, fuzzy });
      const most = hits.reduce(
        (most, { queryTerms }) => Math.max(most, queryTerms.length),
        0,
      );
      hits = hits.filter(({ queryTerms }) => queryTerms.length === most);
    }
    const rows = new Set(begun);
    for (const { id } of hits) {
      if (rows.size === limit) break;
      rows.add(id);
    }
    return [...rows];
  }

  /** Rows whose id begins with what was typed. */
  #rowsBegunWith(query: string, limit: number): number[] {
    const rows: number[] = [];
    if (this.#ids === null) return rows;
    const beginning = query.trim().toLowerCase();
    if (beginning.length < ID_BEGINNING) return rows;
    for (const [row, id] of this.#ids.entries()) {
      if (rows.length === limit) break;
      if (id.startsWith(beginning)) rows.push(row);
    }
    return rows;
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
