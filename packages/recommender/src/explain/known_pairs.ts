/** The pairs that a model was trained on, as far as its folder holds them. */
export interface KnownPairs {
  /**
   * Returns the weights of the pairs that join an item to others.
   *
   * @param row The item's row.
   * @param others Rows of the others, uint32, shape `[others]`.
   * @returns float32, shape `[others]`; 0 where no pair is known.
   */
  weights(row: number, others: Uint32Array): Promise<Float32Array>;
}
