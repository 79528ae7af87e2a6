import type { ModelItem } from "@kindred/core";
import { nextTurn } from "../catalogue/next_turn.ts";
import { ModelClosedError } from "../model_closed_error.ts";
import type { ItemSearch } from "./item_search.ts";
import { SearchNotReadyError } from "./search_not_ready_error.ts";
import { TitleIndex } from "./title_index.ts";

/** Items indexed between two turns of the event loop: some 10 ms of work. */
const CHUNK_SIZE = 250;

/** Items up to which a search waits for the index: it is there in some seconds. */
const MOST_WAITED_FOR = 50_000;

/**
 * Returns a search whose index is built on the calling thread, at the first search,
 * in small steps between other work.
 *
 * @param itemCount How many items there are.
 * @param scan Yields all of them in row order.
 */
export function createItemSearch(
  itemCount: number,
  scan: () => AsyncIterable<ModelItem[]>,
): ItemSearch {
  return new SteppedSearch(itemCount, scan);
}

class SteppedSearch implements ItemSearch {
  readonly #itemCount: number;
  readonly #scan: () => AsyncIterable<ModelItem[]>;
  #building: Promise<void> | undefined;
  #index: TitleIndex | undefined;
  #isClosed = false;

  constructor(itemCount: number, scan: () => AsyncIterable<ModelItem[]>) {
    this.#itemCount = itemCount;
    this.#scan = scan;
  }

  get isReady(): boolean {
    return this.#index !== undefined;
  }

  async rowsFor(query: string, limit: number): Promise<number[]> {
    const prepared = this.prepare();
    if (!this.isReady && this.#itemCount > MOST_WAITED_FOR) {
      prepared.catch(() => {}); // Told to those who wait for it.
      throw new SearchNotReadyError();
    }
    await prepared;
    return this.#index!.rowsFor(query, limit);
  }

  prepare(): Promise<void> {
    this.#building ??= this.#build().catch((error) => {
      // What could not be read may be read later.
      this.#building = undefined;
      throw error;
    });
    return this.#building;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#building?.catch(() => {});
  }

  async #build(): Promise<void> {
    const index = new TitleIndex(this.#itemCount);
    let row = 0;
    for await (const items of this.#scan()) {
      for (const item of items) {
        index.add(row++, item);
        if (row % CHUNK_SIZE === 0) await nextTurn();
      }
      if (this.#isClosed) throw new ModelClosedError();
    }
    this.#index = index;
  }
}
