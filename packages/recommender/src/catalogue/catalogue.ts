import { type ItemId, type ModelItem, nearestSpellings } from "@kindred/core";
import type { ItemStore } from "../items/item_store.ts";
import { type Facts, itemFacts } from "../rules/facts.ts";
import { ItemColumns } from "./item_columns.ts";
import { nextTurn } from "./next_turn.ts";

/** Items beyond which an unknown id is not compared with all: that takes too long. */
const MOST_SPELLINGS = 100_000;

/** Items about which rules ask the store; for more, all fields are read. */
const FEW = 1000;

/** The items of a model, and what rules need to know of all of them. */
export class Catalogue {
  /** The items by their rows and ids. */
  readonly store: ItemStore;
  /** How many items a training pair holds. */
  readonly trainedCount: number;
  readonly #scan: () => AsyncIterable<ModelItem[]>;
  readonly #mostSpellings: number;
  #reading: Promise<ItemColumns> | undefined;
  #columns: ItemColumns | undefined;

  /**
   * @param store The items.
   * @param scan Yields all of them in row order.
   * @param mostSpellings Items beyond which an unknown id is not compared with all.
   */
  constructor(
    store: ItemStore,
    scan: () => AsyncIterable<ModelItem[]>,
    mostSpellings: number,
  ) {
    this.store = store;
    this.#scan = scan;
    this.#mostSpellings = Math.min(mostSpellings, MOST_SPELLINGS);
    let trainedCount = 0;
    for (const pairs of store.pairs) if (pairs > 0) trainedCount++;
    this.trainedCount = trainedCount;
  }

  /** Yields all items in row order. */
  scan(): AsyncIterable<ModelItem[]> {
    return this.#scan();
  }

  /** Returns the fields of all items; they are read when first asked for. */
  columns(): Promise<ItemColumns> {
    this.#reading ??= this.#read().catch((error) => {
      // A server that could not be reached is asked again.
      this.#reading = undefined;
      throw error;
    });
    return this.#reading;
  }

  /** Returns what rules need to know of some items. */
  async factsOf(rows: ArrayLike<number>): Promise<Facts> {
    if (this.#columns !== undefined) return this.#columns;
    if (rows.length > FEW) return await this.columns();
    const items = await this.store.items(rows);
    return itemFacts(new Map(items.map((item, i) => [rows[i]!, item])));
  }

  /** Returns the rows of ids, in the same order; undefined for unknown ones. */
  rowsOf(ids: Iterable<ItemId>): Promise<(number | undefined)[]> {
    return Promise.all(Array.from(ids, (id) => this.store.indexOf(id)));
  }

  /** Returns known ids spelled like one, nearest first. */
  async spellingsOf(id: ItemId): Promise<string[]> {
    if (this.store.itemCount > this.#mostSpellings) return [];
    return nearestSpellings(id, (await this.columns()).ids());
  }

  async #read(): Promise<ItemColumns> {
    const columns = new ItemColumns(this.store.itemCount);
    for await (const items of this.#scan()) {
      for (const item of items) columns.add(item);
      await nextTurn();
    }
    this.#columns = columns;
    return columns;
  }
}
