import { CliffPoints } from "./_cliff_points.ts";

/**
 * Room in which pairs that have a weight are put together. Arrays have shape
 * `[n]`; place k of each is about one pair.
 */
export class PairScratch {
  /** Where among the sorted pairs it is, uint32. */
  readonly place: Uint32Array;
  /** Its weight if it is positive, else 0, float64. */
  readonly positive: Float64Array;
  /** Its weight if it is negative, else 0, float64. */
  readonly negative: Float64Array;
  /** Precision at each threshold; has no room without logits. */
  readonly cliffPoints: CliffPoints;

  /**
   * @param n How many pairs there are.
   * @param logits Whether their scores are logits.
   */
  constructor(n: number, logits: boolean) {
    this.place = new Uint32Array(n);
    this.positive = new Float64Array(n);
    this.negative = new Float64Array(n);
    this.cliffPoints = new CliffPoints(logits ? n : 0);
  }
}
