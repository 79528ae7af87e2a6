import { ModelClosedError } from "../model_closed_error.ts";
import type { ItemSearch } from "./item_search.ts";
import type { WordIndex } from "./_word_index.ts";

/** A search whose index is opened when it is first needed. */
export class LazySearch implements ItemSearch {
  readonly #open: (expectOpen: () => void) => Promise<WordIndex>;
  #index: Promise<WordIndex> | undefined;
  #isClosed = false;

  /**
   * @param open Opens the index; what it is given throws once nobody wants it.
   */
  constructor(open: (expectOpen: () => void) => Promise<WordIndex>) {
    this.#open = open;
  }

  async rowsFor(query: string, limit: number): Promise<number[]> {
    const index = await this.#opened();
    return await index.rowsFor(query, limit);
  }

  async prepare(): Promise<void> {
    await this.#opened();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#index?.catch(() => {});
  }

  // deno-lint-ignore require-await -- what is thrown shall reject
  async #opened(): Promise<WordIndex> {
    const expectOpen = () => {
      if (this.#isClosed) throw new ModelClosedError();
    };
    expectOpen();
    this.#index ??= this.#open(expectOpen).catch((error) => {
      // What could not be read may be read later.
      this.#index = undefined;
      throw error;
    });
    return this.#index;
  }
}
