import { KindredError } from "@kindred/core";

/** Thrown when items are searched while the index is still being built. */
export class SearchNotReadyError extends KindredError {
  /** Always `"SearchNotReadyError"`. */
  override readonly name = "SearchNotReadyError";
  /** After how many seconds to try again, a whole number. */
  readonly retryAfter: number;

  /**
   * Creates the error and its message.
   *
   * @param retryAfter After how many seconds to try again. Default 5.
   */
  constructor(retryAfter = 5) {
    super("Cannot search: the index must be built, got one under way");
    this.retryAfter = retryAfter;
  }
}
