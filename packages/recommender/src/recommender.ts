import type { ItemId, ModelItem } from "@kindred/core";
import type { Basket } from "./basket.ts";
import type { EngineName, LikenessBasis } from "./engines/engine.ts";
import type { Explanation } from "./explain/explanation.ts";
import type { ItemFilter } from "./rules/item_filter.ts";

/** One item of an answer. */
export interface SimilarItem {
  /** What the model knows of it. */
  item: ModelItem;
  /**
   * Probability in `[0, 1]` that it goes with what was asked for, after boosts. Null
   * for a pinned item of which the model does not know it.
   */
  score: number | null;
  /** Why it is here; only where it was asked for. */
  why?: Explanation;
}

/** What goes with an item or a basket. */
export interface SimilarItems {
  /** Pinned items, then the others, best first. */
  items: SimilarItem[];
  /**
   * Ids of the basket and of `pin` that were left out, as the model does not hold
   * them or no pair trained them.
   */
  skipped: ItemId[];
  /** Whether these are the best there are, and not the best that were in sight. */
  exact: boolean;
  /** Whether there are no more items that the rules allow, or `k` were found. */
  complete: boolean;
  /** What found them. */
  engine: EngineName;
  /** By what items were compared for diversity; null where none was asked for. */
  diversityBy: LikenessBasis | null;
}

/** Where a model came from and how large it is. */
export interface ModelInfo {
  /** How many items it holds. */
  itemCount: number;
  /** How many of them a training pair holds: the others are never recommended. */
  trainedCount: number;
  /** How many numbers an item's vector has. */
  dimensions: number;
  /** What wrote it, such as `kindred 0.1.0`. */
  software: string;
  /** sha256 of its manifest in hex, which stands for the model; null if it has none. */
  sha256: string | null;
  /** What can answer, in the order in which it is asked. */
  engines: readonly EngineName[];
}

/** Raises or lowers some items. */
export interface Boost {
  /** Which items. */
  filter: ItemFilter;
  /**
   * What the odds of their probability are multiplied with: above 1 boosts, below 1
   * buries. Where several boosts hold, all count.
   */
  factor: number;
}

/** Settings of {@linkcode Recommender.similarItems}. */
export interface SimilarItemsOptions {
  /**
   * How many items to return at most, a whole number in `[1, 1000]`.
   *
   * @default 10
   */
  k?: number;
  /**
   * Ids of items that must not be returned, at most 1,000; unknown ones do no harm.
   *
   * @default none
   */
  exclude?: readonly ItemId[];
  /**
   * Which items may be returned, pinned ones too.
   *
   * @default all
   */
  filter?: ItemFilter;
  /**
   * Which items rise or sink, at most 100 rules.
   *
   * @default none
   */
  boost?: readonly Boost[];
  /**
   * Ids of items that come first, in this order, whatever their score: those that
   * are neither in the basket nor excluded and pass the filter.
   *
   * @default none
   */
  pin?: readonly ItemId[];
  /**
   * How many items there may be of one brand, and of one category (the first path,
   * whole). Pinned ones count, and are not left out; items of which it is not known
   * are not limited.
   *
   * @default any number
   */
  atMost?: { brand?: number; category?: number };
  /**
   * How much an item's difference from those above it counts against its score, in
   * `[0, 1]`: maximal marginal relevance (Carbonell and Goldstein 1998) among some
   * three times as many items as are wanted.
   *
   * @default 0
   */
  diversity?: number;
  /**
   * The least score that is returned, in `[0, 1]`; pinned items need none.
   *
   * @default 0
   */
  minScore?: number;
  /**
   * Whether to say of each item why it is there, which takes more time.
   *
   * @default false
   */
  explain?: boolean;
}

/** Settings of {@linkcode Recommender.searchItems}. */
export interface SearchItemsOptions {
  /**
   * How many items to return at most, a whole number in `[1, 1000]`.
   *
   * @default 20
   */
  limit?: number;
  /**
   * How many of the best to leave out, as they were returned before, a whole number
   * in `[0, 10000]`.
   *
   * @default 0
   */
  offset?: number;
}

/** A loaded model that can be asked. Calls may overlap. */
export interface Recommender {
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
   * @throws {UnknownItemError} If the model does not hold it; in a catalogue of at
   * most 100,000 items the error carries the nearest spellings.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  item(id: ItemId): Promise<ModelItem>;
  /**
   * Returns what is known of some items, in the same order; null for each that the
   * model does not hold.
   *
   * @param ids Their ids, any number.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  items(ids: readonly ItemId[]): Promise<(ModelItem | null)[]>;
  /**
   * Returns items in the order of their rows, for walking through the catalogue.
   *
   * @param options How many, and how many to leave out; see
   * {@linkcode SearchItemsOptions}. `offset` may be any row.
   * @throws {RangeError} If one is out of range.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  listItems(options?: SearchItemsOptions): Promise<ModelItem[]>;
  /**
   * Returns the items of most training pairs, those with a title first.
   *
   * @param limit How many at most, a whole number in `[1, 1000]`. Default 10.
   * @throws {RangeError} If `limit` is out of range.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  popularItems(limit?: number): Promise<ModelItem[]>;
  /**
   * Finds the items that go best with an item, or with a basket as a whole: with the
   * weighted mean of its items. Neither the basket's own items nor items of no
   * training pair are among them: the vectors of those are noise.
   *
   * @param basket An id, several, or several with weights: 1 to 1,000.
   * @param options See {@linkcode SimilarItemsOptions}.
   * @returns As many as were asked for, where the rules allow so many.
   * @throws {RangeError} If the basket or a setting is not allowed.
   * @throws {UnknownItemError} If the model holds no item of the basket.
   * @throws {UntrainedItemError} If no pair trained those that it holds.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  similarItems(
    basket: Basket,
    options?: SimilarItemsOptions,
  ): Promise<SimilarItems>;
  /**
   * Finds items by words of their title, brand or id. Beginnings of words are
   * enough and small typing errors are forgiven; an item whose id is the query
   * itself comes first. A model's index of words is read at the first search, or
   * by {@linkcode prepare}; where there is none, it is built then.
   *
   * @param query What was typed. Blank finds nothing.
   * @param options See {@linkcode SearchItemsOptions}.
   * @returns Best first.
   * @throws {RangeError} If a setting is out of range.
   * @throws {SearchUnavailableError} If the model has no index of words, and more items
   * than may be searched without.
   * @throws {ArtifactError} If the index of words is damaged.
   * @throws {ModelClosedError} If the recommender was closed.
   */
  searchItems(
    query: string,
    options?: SearchItemsOptions,
  ): Promise<ModelItem[]>;
  /**
   * Does what the first search and the first rule on fields of items would else
   * wait for: reads the index of words, or builds it, and reads the fields. A server
   * need not wait.
   *
   * @throws {ArtifactError} If an item is damaged; the message names its line.
   */
  prepare(): Promise<void>;
  /** Frees the model once the calls under way have ended. May be called twice. */
  close(): Promise<void>;
}
