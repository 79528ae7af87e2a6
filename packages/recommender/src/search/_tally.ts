import { WORD_PLACES } from "@kindred/core";
import { topKReference } from "@kindred/kernels";
import { VarintReader } from "./_varint_reader.ts";

/** Postings of words that stand for one that was asked for. */
export interface Postings {
  /** Their bytes, one word's behind the other's. */
  bytes: Uint8Array;
  /** How well these words fit it, in (0, 1]. */
  fit: number;
}

/** What is known of all items. */
export interface TalliedItems {
  /** Words of each, at most 255, uint8, shape `[items]`. */
  lengths: Uint8Array;
  /** Training pairs of each, uint32, same shape. */
  pairs: Uint32Array;
}

/** How often a word counts for where it stands. */
const PLACE_WEIGHTS = {
  [WORD_PLACES.id]: 3,
  [WORD_PLACES.title]: 2,
  [WORD_PLACES.brand]: 1,
  [WORD_PLACES.titleAndBrand]: 3,
} as const;

/** How soon a word that is there more often counts no more (BM25's k1). */
const SATURATION = 1.2;

/** How much a word of a short title counts more, in [0, 1] (BM25's b). */
const SHORTNESS = 0.7;

/** What an item's score is multiplied by, where nothing can be recommended for it. */
const UNTRAINED = 0.5;

/** How much more an item scores each time that its training pairs double. */
const DOUBLED = 0.02;

/** Scores items by the words that they have (BM25). It is for one query at a time. */
export class Tally {
  readonly #items: TalliedItems;
  /** What a word adds by its place and the item's length, float32, `[256, 4]`. */
  readonly #gains: Float32Array;
  /** Scores so far, and how many of the words each item has. */
  readonly #scores: Float32Array;
  readonly #counts: Uint8Array;
  /** Rows of the items that have one of the words. */
  readonly #found: Uint32Array;
  /** What the word at hand adds, and rows of the items that have it. */
  readonly #added: Float32Array;
  readonly #rows: Uint32Array;

  /** @param items What is known of the items; kept, not copied. */
  constructor(items: TalliedItems) {
    const itemCount = items.lengths.length;
    this.#items = items;
    this.#gains = gainsOf(items.lengths);
    this.#scores = new Float32Array(itemCount);
    this.#counts = new Uint8Array(itemCount);
    this.#found = new Uint32Array(itemCount);
    this.#added = new Float32Array(itemCount);
    this.#rows = new Uint32Array(itemCount);
  }

  /**
   * Returns the rows of the best items, best first; equal ones as their words are
   * ordered, then by their rows.
   *
   * @param words For each word that was asked for, what stands for it; at most 255.
   * @param limit How many rows at most.
   * @param need `all` of the words, or as many as any item has: `most`.
   * @throws {RangeError} If postings are damaged.
   */
  best(
    words: readonly (readonly Postings[])[],
    limit: number,
    need: "all" | "most",
  ): number[] {
    // The rarest first: what is left of it is all that the others may add to.
    const ordered = need === "most"
      ? words
      : [...words].sort((a, b) => bytesOf(a) - bytesOf(b));
    let found = 0;
    try {
      for (const [i, postings] of ordered.entries()) {
        const only = need === "all" ? i : null;
        found = this.#addWord(postings, only, found);
      }
      return this.#take(found, limit, need === "all" ? words.length : null);
    } finally {
      clear(this.#scores, this.#found, found);
      clear(this.#counts, this.#found, found);
    }
  }

  /**
   * Adds what a word gives to the items that have it.
   *
   * @param only Passes over items unless they have exactly so many words already.
   * @param found How many items have been found.
   * @returns How many have been found now.
   */
  #addWord(
    all: readonly Postings[],
    only: number | null,
    found: number,
  ): number {
    const scores = this.#scores, counts = this.#counts, added = this.#added;
    const rows = this.#rows, foundRows = this.#found;
    const noted = { items: 0, postings: 0 };
    try {
      for (const postings of all) this.#note(postings, only, noted);
      const { items } = noted;
      // A word that few items have tells more (BM25's inverse document frequency).
      const n = scores.length;
      const having = Math.min(n, noted.postings);
      const rarity = Math.log(1 + (n - having + 0.5) / (having + 0.5));
      let count = found;
      for (let i = 0; i < items; i++) {
        const row = rows[i]!;
        const words = counts[row]!;
        if (words === 0) foundRows[count++] = row;
        counts[row] = words + 1;
        scores[row] = scores[row]! + rarity * added[row]!;
      }
      return count;
    } finally {
      clear(added, rows, noted.items);
    }
  }

  /** Notes what postings add to their items: the most, where there are several. */
  #note(
    { bytes, fit }: Postings,
    only: number | null,
    noted: { items: number; postings: number },
  ): void {
    const added = this.#added, rows = this.#rows, counts = this.#counts;
    const gains = this.#gains, { lengths } = this.#items;
    const itemCount = lengths.length;
    const reader = new VarintReader(bytes);
    let items = noted.items;
    while (reader.at < bytes.length) {
      const count = reader.next();
      noted.postings += count;
      let row = 0;
      for (let i = 0; i < count; i++) {
        const posting = reader.next();
        const before = row;
        row += posting >>> 2;
        if (row >= itemCount || (i > 0 && row === before)) {
          noted.items = items;
          throw new RangeError(
            `rows must ascend, below ${itemCount}, got ${row} behind ${before}`,
          );
        }
        if (only !== null && counts[row] !== only) continue;
        const gain = fit * gains[lengths[row]! * 4 + (posting & 3)]!;
        const most = added[row]!;
        if (most === 0) rows[items++] = row;
        if (gain > most) added[row] = gain;
      }
    }
    noted.items = items;
    if (reader.at !== bytes.length) {
      throw new RangeError(
        `postings must end at byte ${bytes.length}, got ${reader.at}`,
      );
    }
  }

  /** Returns the best of the items that have so many words, or the most. */
  #take(found: number, limit: number, wanted: number | null): number[] {
    const counts = this.#counts, all = this.#scores, rows = this.#found;
    const { pairs } = this.#items;
    let most = wanted ?? 1;
    if (wanted === null) {
      for (let i = 0; i < found; i++) most = Math.max(most, counts[rows[i]!]!);
    }
    const scores = new Float32Array(found).fill(-Infinity);
    for (let i = 0; i < found; i++) {
      const row = rows[i]!;
      if (counts[row] !== most) continue;
      const doublings = 31 - Math.clz32(pairs[row]!);
      const trust = doublings < 0 ? UNTRAINED : 1 + DOUBLED * doublings;
      scores[i] = trust * all[row]!;
    }
    const { indices } = topKReference(scores, limit);
    return Array.from(indices, (i) => rows[i]!);
  }
}

/** Puts 0 at some places. */
function clear(
  values: Float32Array | Uint8Array,
  places: Uint32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) values[places[i]!] = 0;
}

function bytesOf(all: readonly Postings[]): number {
  return all.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function gainsOf(lengths: Uint8Array): Float32Array {
  let sum = 0;
  for (const length of lengths) sum += length;
  const mean = Math.max(1, sum / Math.max(1, lengths.length));
  const gains = new Float32Array(256 * 4);
  for (let length = 0; length < 256; length++) {
    const softness = SATURATION * (1 - SHORTNESS + SHORTNESS * length / mean);
    for (const [place, weight] of Object.entries(PLACE_WEIGHTS)) {
      gains[4 * length + Number(place)] = weight * (SATURATION + 1) /
        (weight + softness);
    }
  }
  return gains;
}
