import { KindredError } from "@kindred/core";

/** Thrown when items are searched by words of which there are too many for that. */
export class SearchUnavailableError extends KindredError {
  /** Always `"SearchUnavailableError"`. */
  override readonly name = "SearchUnavailableError";
  /** How many items there are. */
  readonly itemCount: number;
  /** How many are searched at most. */
  readonly maxSearchItems: number;

  /**
   * Creates the error and its message.
   *
   * @param itemCount How many items there are.
   * @param maxSearchItems How many are searched at most.
   */
  constructor(itemCount: number, maxSearchItems: number) {
    super(
      `Cannot search: a catalogue that is searched by words must have at most ${maxSearchItems} items here, got ${itemCount}`,
    );
    this.itemCount = itemCount;
    this.maxSearchItems = maxSearchItems;
  }
}
