/** Finds items by words. */
export interface ItemSearch {
  /** Whether searches are answered. */
  readonly isReady: boolean;
  /**
   * Returns the rows of the items that fit, best first.
   *
   * @param query What was typed, not blank.
   * @param limit How many rows to return at most.
   * @throws {SearchNotReadyError} If the index of a large catalogue is still being
   * built; otherwise the search waits for it.
   */
  rowsFor(query: string, limit: number): Promise<number[]>;
  /** Builds the index, where that was not begun, and waits for it. */
  prepare(): Promise<void>;
  /** Gives up what is being built, and frees it. May be called twice. */
  close(): Promise<void>;
}
