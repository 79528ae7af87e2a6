/**
 * How one product's record can name another, in the words of the 2014 Amazon
 * metadata. The order is that of the columns in a catalogue's pairs.
 */
export const RELATIONS = [
  "also_bought",
  "also_viewed",
  "bought_together",
  "buy_after_viewing",
] as const;

/** One of {@linkcode RELATIONS}. */
export type Relation = typeof RELATIONS[number];

/**
 * Unordered pairs of related items with, for each relation, who names whom.
 * All arrays have shape `[n]`; `left[p] < right[p]`, and no pair occurs twice.
 */
export interface RelatedPairs {
  /** Row of the smaller item, uint32. */
  left: Uint32Array;
  /** Row of the larger item, uint32. */
  right: Uint32Array;
  /**
   * For each relation, uint8 bits: 1 where left's record names right, 2 where
   * right's record names left.
   */
  directions: Record<Relation, Uint8Array>;
}
