/** Anything that can say how well items go together: a model or a baseline. */
export interface Scorer {
  /** What it is called in reports. */
  readonly name: string;

  /**
   * Returns the score of each pair; higher goes together better. The unit is the
   * scorer's own.
   *
   * @param left Row of one item, uint32, shape `[n]`.
   * @param right Row of the other item, uint32, shape `[n]`.
   * @returns float32, shape `[n]`.
   * @throws {RangeError} If the lengths differ or a row does not exist.
   */
  scorePairs(left: Uint32Array, right: Uint32Array): Float32Array;

  /**
   * Writes the score of every item as a neighbour of each of some items. Within
   * one query the order is that of {@linkcode Scorer.scorePairs}; what is the
   * same for all of a query's candidates may be left out.
   *
   * @param queries Rows of the items asked for, uint32, shape `[q]`.
   * @param out Receives the scores, float32, shape `[q, itemCount]`.
   * @throws {RangeError} If `out` has another length or a row does not exist.
   */
  scoreItems(queries: Uint32Array, out: Float32Array): void;
}
