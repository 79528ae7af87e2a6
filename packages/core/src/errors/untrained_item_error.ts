import { KindredError } from "./kindred_error.ts";

/**
 * Thrown when similar items are asked for an item that no training pair held:
 * its vector is still the random one it began with, and any list would be noise.
 */
export class UntrainedItemError extends KindredError {
  /** Always `"UntrainedItemError"`. */
  override readonly name = "UntrainedItemError";
  /** The id that was asked for. */
  readonly itemId: string;

  /**
   * Creates the error and its message.
   *
   * @param itemId The id that was asked for.
   */
  constructor(itemId: string) {
    super(
      `Cannot recommend for "${itemId}": an item must be in at least one training pair, got none`,
    );
    this.itemId = itemId;
  }
}
