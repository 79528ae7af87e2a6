import { KindredError } from "@kindred/core";

/**
 * Thrown when items are searched by words, and there are too many to look at each
 * because the model brings no index of words along.
 */
export class SearchUnavailableError extends KindredError {
  /** Always `"SearchUnavailableError"`. */
  override readonly name = "SearchUnavailableError";
  /** How many items there are. */
  readonly itemCount: number;
  /** How many are searched at most without an index of words. */
  readonly maxSearchItems: number;

  /**
   * Creates the error and its message.
   *
   * @param itemCount How many items there are.
   * @param maxSearchItems How many are searched at most without an index of words.
   */
  constructor(itemCount: number, maxSearchItems: number) {
    super(
      `Cannot search: a model must bring its words along (search.index, which exports write), or have at most ${maxSearchItems} items here, got ${itemCount}`,
    );
    this.itemCount = itemCount;
    this.maxSearchItems = maxSearchItems;
  }
}
