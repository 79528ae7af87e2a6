import type { PrecisionCliff } from "./precision_cliff.ts";

/** How far the threshold falls, unless said otherwise: a probability. */
export const CLIFF_WIDTH = 0.05;

/** Precision at falling thresholds, and where it falls most steeply. */
export class CliffPoints {
  /** Distinct, falling; ends with -Infinity, which no threshold reaches. */
  readonly #probability: Float64Array;
  /** Precision of the first i points, at place i. */
  readonly #precision: Float64Array;
  #count = 0;

  /** @param capacity How many points there may be at most. */
  constructor(capacity: number) {
    this.#probability = new Float64Array(capacity + 1);
    this.#precision = new Float64Array(capacity + 1);
  }

  /** Forgets all points. */
  clear(): void {
    this.#count = 0;
  }

  /**
   * Adds a point below the others, or takes the place of the last where both
   * have one probability, as those of far logits may.
   *
   * @param probability The lowest that is taken.
   * @param precision Share of positives among the pairs that are.
   */
  add(probability: number, precision: number): void {
    const last = this.#count - 1;
    if (last < 0 || probability < this.#probability[last]!) this.#count++;
    this.#probability[this.#count - 1] = probability;
    this.#precision[this.#count] = precision;
  }

  /**
   * Returns the largest P(t + width) - P(t) over all real t for which some point
   * has a probability of t + width or more; of equal ones that of the highest t.
   *
   * P only changes at a probability p. So either side of the difference only
   * changes at t = p, where P(t) takes another point in, and at t = p - width,
   * where P(t + width) does: looking at these, t falling, misses none.
   *
   * @param width How far the threshold falls.
   */
  find(width: number): PrecisionCliff {
    const probability = this.#probability;
    const precision = this.#precision;
    const count = this.#count;
    probability[count] = -Infinity;
    let drop = 0;
    let foot = 0;
    // Points of t + width or more, and of t or more. While there are none of the
    // former, the 0 that stands for their precision is no height to fall from.
    let above = 0;
    let taken = 0;
    while (above < count) {
      const next = probability[taken]!;
      const nextAbove = probability[above]! - width;
      // Sums and no branches: which comes next is anybody's guess.
      taken += Number(next >= nextAbove);
      above += Number(nextAbove >= next);
      const fall = precision[above]! - precision[taken]!;
      if (fall > drop) {
        drop = fall;
        foot = taken;
      }
    }
    return { drop, threshold: foot === 0 ? null : probability[foot - 1]! };
  }
}
