import type { ItemId, ItemVocabulary, ModelItem } from "@kindred/core";

/** One item of an answer. */
export interface SimilarItem {
  /** What the model knows of it. */
  item: ModelItem;
  /** Probability in `[0, 1]` that it goes with the item asked for. */
  score: number;
}

/** Where a model came from and how large it is. */
export interface ModelInfo {
  /** How many items it holds. */
  itemCount: number;
  /** How many numbers an item's vector has. */
  dimensions: number;
  /** What wrote it, such as `kindred 0.1.0`. */
  software: string;
  /** sha256 of its manifest in hex, which stands for the model; null if it has none. */
  sha256: string | null;
}

/** Settings of {@linkcode Recommender.similarItems}. */
export interface SimilarItemsOptions {
  /**
   * How many items to return at most, a whole number in `[1, 1000]`.
   *
   * @default 10
   */
  k?: number;
}

/** Settings of {@linkcode Recommender.searchItems}. */
export interface SearchItemsOptions {
  /**
   * How many items to return at most, a whole number in `[1, 1000]`.
   *
   * @default 20
   */
  limit?: number;
}

/** A loaded model that can be asked. Calls may overlap. */
export interface Recommender {
  /** Ids to rows and back. */
  readonly items: ItemVocabulary;
  /** How many items there are. */
  readonly itemCount: number;
  /** Where the model came from and how large it is. */
  readonly info: ModelInfo;
  /** The evaluator's metrics as they were exported, or null where there are none. */
  readonly metrics: unknown;
  /**
   * Returns what is known of one item.
   *
   * @param id The item's id.
   * @throws {UnknownItemError} If the model does not hold it; the error carries
   * the nearest spellings.
   */
  item(id: ItemId): ModelItem;
  /**
   * Finds the items that go best with one item. Items of no training pair are
   * never among them: their vectors are noise. Where fewer than `k` others were
   * trained, all of those are returned.
   *
   * @param id The item's id.
   * @param options See {@linkcode SimilarItemsOptions}.
   * @returns Best first, without the item itself.
   * @throws {RangeError} If `k` is out of range.
   * @throws {UnknownItemError} If the model does not hold the item.
   * @throws {UntrainedItemError} If the item was in no training pair.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  similarItems(
    id: ItemId,
    options?: SimilarItemsOptions,
  ): Promise<SimilarItem[]>;
  /**
   * Finds items by words of their title, brand or id. Beginnings of words are
   * enough and small typing errors are forgiven; an item whose id is the query
   * itself comes first. The index is built at the first search.
   *
   * @param query What was typed. Blank finds nothing.
   * @param options See {@linkcode SearchItemsOptions}.
   * @returns Best first.
   * @throws {RangeError} If `limit` is out of range.
   */
  searchItems(
    query: string,
    options?: SearchItemsOptions,
  ): Promise<ModelItem[]>;
  /** Frees the model once the calls under way have ended. May be called twice. */
  close(): Promise<void>;
}
