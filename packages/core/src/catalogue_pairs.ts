import type { WeightedPairs } from "./pairs.ts";
import type { RelatedPairs } from "./relation.ts";

/**
 * The pairs of a catalogue, sorted by left, then by right; `left[p] < right[p]`,
 * and no pair occurs twice.
 */
export type CataloguePairs =
  | {
    /** From records that name one another: a sampler weighs the relations. */
    kind: "related";
    /** Who names whom, by relation. */
    pairs: RelatedPairs;
  }
  | {
    /** From baskets or a weighted list: the weights stand. */
    kind: "weighted";
    /** The pairs with their weights. */
    pairs: WeightedPairs;
    /**
     * When each pair was first seen, in seconds since 1970, float64, shape
     * `[n]`; null where the source has no times.
     */
    time: Float64Array | null;
  };
