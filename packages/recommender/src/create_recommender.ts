import {
  expectNumber,
  type ItemId,
  type ModelItem,
  SOFTWARE,
  UnknownItemError,
} from "@kindred/core";
import { Calls } from "./_calls.ts";
import type { Basket } from "./basket.ts";
import { arrayItems } from "./catalogue/array_items.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { scanStore } from "./catalogue/scan_items.ts";
import type { Engine, EngineOpener } from "./engines/engine.ts";
import { EngineRow } from "./engines/engine_row.ts";
import type { KnownPairs } from "./explain/known_pairs.ts";
import type { ItemStore } from "./items/item_store.ts";
import type {
  ModelInfo,
  Recommender,
  SearchItemsOptions,
  SimilarItems,
  SimilarItemsOptions,
} from "./recommender.ts";
import { COUNT_RANGE } from "./rules/rules.ts";
import { createItemSearch } from "./search/create_item_search.ts";
import type { ItemSearch } from "./search/item_search.ts";
import { refuseSearch } from "./search/_refuse_search.ts";
import { SearchUnavailableError } from "./search/search_unavailable_error.ts";
import { answerPlainly } from "./similar/answer_plainly.ts";
import { type Answering, similarItems } from "./similar/similar_items.ts";

/** What a recommender is made of. */
export interface RecommenderParts {
  /** All items: in row order, `items[i]` being row `i`, or a store of them. */
  items: readonly ModelItem[] | ItemStore;
  /**
   * What finds neighbours, in the order in which it is asked: the next one where the
   * rules leave too few of what the one before knows. One or more; they are closed
   * with the recommender.
   */
  engines: readonly (Engine | EngineOpener)[];
  /** How many numbers an item's vector has. */
  dimensions: number;
  /**
   * Yields all items in row order, some at a time.
   *
   * @default asks the store for them
   */
  scan?: () => AsyncIterable<ModelItem[]>;
  /**
   * What finds items by words.
   *
   * @default an index built in memory at the first search, in small steps
   */
  search?: ItemSearch;
  /**
   * Items up to which an unknown id is compared with all, and words are searched where
   * `search` is absent: both read all items. A whole number >= 0.
   *
   * @default Infinity
   */
  maxSearchItems?: number;
  /**
   * The pairs that the model was trained on, for explanations.
   *
   * @default null
   */
  knownPairs?: KnownPairs | null;
  /**
   * What wrote the model.
   *
   * @default SOFTWARE
   */
  software?: string;
  /**
   * sha256 of the model's manifest in hex.
   *
   * @default null
   */
  sha256?: string | null;
  /**
   * The evaluator's metrics, any JSON.
   *
   * @default null
   */
  metrics?: unknown;
  /**
   * Lets go of what the items are read from, when all else is closed.
   *
   * @default nothing to do
   */
  close?: () => Promise<void>;
}

/** How many found items may be left out. */
const OFFSET_RANGE = { min: 0, max: 10_000, whole: true } as const;

/** From how many items of most pairs those with a title are taken, for each wanted. */
const POPULAR_POOL = 10;

/**
 * Creates a recommender from its parts. Most callers have a model folder and want
 * `openModelFolder()` of `@kindred/recommender/folder`, or {@linkcode openModel}.
 *
 * @param parts See {@linkcode RecommenderParts}.
 * @throws {RangeError} If two items have the same id, or there is no engine.
 */
export function createRecommender(parts: RecommenderParts): Recommender {
  if (parts.engines.length === 0) {
    throw new RangeError(
      "Cannot create a recommender: it must have an engine, got none",
    );
  }
  return new ModelRecommender(parts);
}

class ModelRecommender implements Recommender {
  readonly info: ModelInfo;
  readonly metrics: unknown;
  readonly #store: ItemStore;
  readonly #catalogue: Catalogue;
  readonly #engines: EngineRow;
  readonly #search: ItemSearch;
  readonly #answering: Answering;
  readonly #free: () => Promise<void>;
  readonly #calls = new Calls();

  constructor(parts: RecommenderParts) {
    const { items } = parts;
    this.#store = "itemCount" in items ? items : arrayItems(items);
    const scan = parts.scan ?? (() => scanStore(this.#store));
    const { maxSearchItems = Infinity } = parts;
    this.#catalogue = new Catalogue(this.#store, scan, maxSearchItems);
    this.#engines = new EngineRow(parts.engines);
    this.#search = parts.search ??
      (this.itemCount > maxSearchItems
        ? refuseSearch(this.itemCount, maxSearchItems)
        : createItemSearch(this.itemCount, scan));
    this.#answering = {
      catalogue: this.#catalogue,
      engines: this.#engines,
      knownPairs: parts.knownPairs ?? null,
    };
    this.#free = parts.close ?? (() => Promise.resolve());
    this.metrics = parts.metrics ?? null;
    this.info = {
      itemCount: this.itemCount,
      trainedCount: this.#catalogue.trainedCount,
      dimensions: parts.dimensions,
      software: parts.software ?? SOFTWARE,
      sha256: parts.sha256 ?? null,
      engines: this.#engines.names,
    };
  }

  get itemCount(): number {
    return this.#store.itemCount;
  }

  item(id: ItemId): Promise<ModelItem> {
    return this.#calls.run(async () => {
      const row = await this.#store.indexOf(id);
      if (row !== undefined) return await this.#store.item(row);
      throw new UnknownItemError(id, await this.#catalogue.spellingsOf(id));
    });
  }

  items(ids: readonly ItemId[]): Promise<(ModelItem | null)[]> {
    return this.#calls.run(async () => {
      const rows = await this.#catalogue.rowsOf(ids);
      const known = await this.#store.items(
        rows.filter((row) => row !== undefined),
      );
      let next = 0;
      return rows.map((row) => row === undefined ? null : known[next++]!);
    });
  }

  listItems(
    { limit = 20, offset = 0 }: SearchItemsOptions = {},
  ): Promise<ModelItem[]> {
    return this.#calls.run(async () => {
      expectNumber("list items", "limit", limit, COUNT_RANGE);
      expectNumber("list items", "offset", offset, { min: 0, whole: true });
      const length = Math.max(0, Math.min(limit, this.itemCount - offset));
      return await this.#store.items(
        Array.from({ length }, (_, i) => offset + i),
      );
    });
  }

  popularItems(limit = 10): Promise<ModelItem[]> {
    return this.#calls.run(async () => {
      expectNumber("list items", "limit", limit, COUNT_RANGE);
      const rows = rowsOfMost(this.#store.pairs, POPULAR_POOL * limit);
      const items = await this.#store.items(rows);
      // An id says little to a newcomer.
      const titled = items.filter(({ title }) => title !== null);
      const others = items.filter(({ title }) => title === null);
      return [...titled, ...others].slice(0, limit);
    });
  }

  similarItems(
    basket: Basket,
    options: SimilarItemsOptions = {},
  ): Promise<SimilarItems> {
    const answering = this.#answering;
    return this.#calls.run(async () =>
      await answerPlainly(answering, basket, options) ??
        await similarItems(answering, basket, options)
    );
  }

  searchItems(
    query: string,
    { limit = 20, offset = 0 }: SearchItemsOptions = {},
  ): Promise<ModelItem[]> {
    return this.#calls.run(async () => {
      expectNumber("search", "limit", limit, COUNT_RANGE);
      expectNumber("search", "offset", offset, OFFSET_RANGE);
      const words = query.trim();
      if (words === "") return [];
      const exact = await this.#store.indexOf(words);
      const first = exact === undefined ? [] : [exact];
      const rows = await this.#search.rowsFor(words, offset + limit)
        .catch((error) => {
          // A whole id is found where words are not.
          if (
            exact === undefined || !(error instanceof SearchUnavailableError)
          ) {
            throw error;
          }
          return [];
        });
      const distinct = [...new Set([...first, ...rows])];
      return await this.#store.items(distinct.slice(offset, offset + limit));
    });
  }

  prepare(): Promise<void> {
    return this.#calls.run(async () => {
      await this.#search.prepare();
      await this.#catalogue.columns();
    });
  }

  close(): Promise<void> {
    // At once: nobody waits for an index that will not be used.
    const searchClosed = this.#search.close();
    return this.#calls.close(async () => {
      await Promise.all([searchClosed, this.#engines.close()]);
      await this.#free();
    });
  }
}

/** Returns the rows of most pairs, the most first; untrained ones are left out. */
function rowsOfMost(pairs: Uint32Array, limit: number): number[] {
  // best is sorted by falling pairs; few of many rows ever enter it.
  const best: number[] = [];
  for (let row = 0; row < pairs.length; row++) {
    const count = pairs[row]!;
    if (count === 0) continue;
    if (best.length === limit && count <= pairs[best.at(-1)!]!) continue;
    let at = best.length;
    while (at > 0 && pairs[best[at - 1]!]! < count) at--;
    best.splice(at, 0, row);
    if (best.length > limit) best.pop();
  }
  return best;
}
