import {
  expectNumber,
  type ItemId,
  ItemVocabulary,
  type ModelItem,
  SOFTWARE,
  UntrainedItemError,
} from "@kindred/core";
import { ItemSearch } from "./_item_search.ts";
import { ModelClosedError } from "./model_closed_error.ts";
import type { ModelRuntime } from "./model_runtime.ts";
import type {
  ModelInfo,
  Recommender,
  SearchItemsOptions,
  SimilarItem,
  SimilarItemsOptions,
} from "./recommender.ts";

/** What a recommender is made of. */
export interface RecommenderParts {
  /** All items in row order: `items[i]` is row `i` of the model. */
  items: readonly ModelItem[];
  /** What runs the model. The recommender releases it when it is closed. */
  runtime: ModelRuntime;
  /** How many numbers an item's vector has. */
  dimensions: number;
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
}

/** How many answers may be asked for. */
const COUNT_RANGE = { min: 1, max: 1000, whole: true } as const;

/**
 * Creates a recommender from its parts. Most callers have a model folder and
 * want `openModelFolder()` of `@kindred/recommender/folder` instead.
 *
 * @param parts See {@linkcode RecommenderParts}.
 * @throws {RangeError} If two items have the same id.
 */
export function createRecommender(parts: RecommenderParts): Recommender {
  return new ModelRecommender(parts);
}

class ModelRecommender implements Recommender {
  readonly items: ItemVocabulary;
  readonly info: ModelInfo;
  readonly metrics: unknown;
  readonly #records: readonly ModelItem[];
  readonly #runtime: ModelRuntime;
  readonly #search: ItemSearch;
  readonly #trainedCount: number;
  #closing: Promise<void> | undefined;

  constructor(parts: RecommenderParts) {
    const { items, runtime, dimensions } = parts;
    this.items = new ItemVocabulary(items.map(({ id }) => id));
    this.info = {
      itemCount: items.length,
      dimensions,
      software: parts.software ?? SOFTWARE,
      sha256: parts.sha256 ?? null,
    };
    this.metrics = parts.metrics ?? null;
    this.#records = items;
    this.#runtime = runtime;
    this.#search = new ItemSearch(items);
    this.#trainedCount = items.reduce(
      (count, { pairs }) => pairs > 0 ? count + 1 : count,
      0,
    );
  }

  get itemCount(): number {
    return this.#records.length;
  }

  item(id: ItemId): ModelItem {
    return this.#records[this.items.indexOf(id)]!;
  }

  async similarItems(
    id: ItemId,
    { k = 10 }: SimilarItemsOptions = {},
  ): Promise<SimilarItem[]> {
    expectNumber("recommend", "k", k, COUNT_RANGE);
    if (this.#closing !== undefined) throw new ModelClosedError();
    const row = this.items.indexOf(id);
    if (this.#records[row]!.pairs === 0) throw new UntrainedItemError(id);

    const wanted = Math.min(k, this.#trainedCount - 1);
    if (wanted === 0) return [];
    const all = this.itemCount - 1;
    // Untrained items may stand among the nearest: ask on until enough are left.
    for (let asked = wanted;; asked = Math.min(asked * 4, all)) {
      const found = await this.#trainedNeighbours(row, asked);
      if (found.length >= wanted || asked === all) {
        return found.slice(0, wanted);
      }
      // Closed while the last answer came in: the next one would not.
      if (this.#closing !== undefined) throw new ModelClosedError();
    }
  }

  async searchItems(
    query: string,
    { limit = 20 }: SearchItemsOptions = {},
  ): Promise<ModelItem[]> {
    expectNumber("search", "limit", limit, COUNT_RANGE);
    const id = query.trim();
    if (id === "") return [];
    const rows = await this.#search.rowsFor(id, limit);
    const exact = this.items.has(id) ? [this.items.indexOf(id)] : [];
    return [...new Set([...exact, ...rows])]
      .slice(0, limit)
      .map((row) => this.#records[row]!);
  }

  close(): Promise<void> {
    this.#closing ??= this.#runtime.release();
    return this.#closing;
  }

  async #trainedNeighbours(row: number, k: number): Promise<SimilarItem[]> {
    const { rows, probabilities } = await this.#runtime.neighbours(
      Uint32Array.of(row),
      k,
    );
    const found: SimilarItem[] = [];
    for (const [i, neighbour] of rows.entries()) {
      const item = this.#records[neighbour];
      if (item === undefined) {
        throw new RangeError(
          `Cannot recommend: the model must answer with rows in [0, ${this.itemCount}), got ${neighbour}`,
        );
      }
      if (item.pairs > 0) found.push({ item, score: probabilities[i]! });
    }
    return found;
  }
}
