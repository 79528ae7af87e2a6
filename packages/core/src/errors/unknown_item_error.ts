import { KindredError } from "./kindred_error.ts";

/** Thrown when an item id is asked for that the catalogue does not hold. */
export class UnknownItemError extends KindredError {
  /** Always `"UnknownItemError"`. */
  override readonly name = "UnknownItemError";
  /** The id that was asked for. */
  readonly itemId: string;
  /** Known ids spelled alike, nearest first; often empty. */
  readonly similarIds: readonly string[];

  /**
   * Creates the error and its message.
   *
   * @param itemId The id that was asked for.
   * @param similarIds Known ids spelled alike, nearest first. Default none.
   */
  constructor(itemId: string, similarIds: readonly string[] = []) {
    super(
      `Cannot find the item: its id must be in the catalogue, got "${itemId}"` +
        (similarIds.length > 0
          ? `; nearest ${similarIds.map((id) => `"${id}"`).join(", ")}`
          : ""),
    );
    this.itemId = itemId;
    this.similarIds = similarIds;
  }
}
