/** Finds items by words. */
export interface ItemSearch {
  /**
   * Returns the rows of the items that fit, best first.
   *
   * @param query What was typed, not blank.
   * @param limit How many rows to return at most.
   * @throws {ArtifactError} If what it reads is damaged.
   * @throws {ModelClosedError} If it was closed.
   */
  rowsFor(query: string, limit: number): Promise<number[]>;
  /** Does what the first search would else wait for. */
  prepare(): Promise<void>;
  /** Gives up what is under way. May be called twice. */
  close(): Promise<void>;
}
