import { descendingOrder } from "@kindred/kernels";
import type { BestItems } from "./_best_items.ts";
import { type Candidates, Excluded, type ScoreCount } from "./_candidates.ts";

/**
 * Candidates that score the same whoever asks: they stand in one order, and a
 * query only leaves some out.
 */
export class OrderedCandidates implements Candidates {
  readonly #scores: Float32Array;
  // shape [itemCount]: rows by falling score, equal ones by row
  readonly #order: Uint32Array;
  #excluded = new Excluded(0);

  /** @param scores Score of each item, float32, shape `[itemCount]`. */
  constructor(scores: Float32Array) {
    this.#scores = scores;
    this.#order = descendingOrder(scores);
  }

  turnTo(_query: number, excluded: Excluded): void {
    this.#excluded = excluded;
  }

  scoreOf(item: number): number {
    return this.#scores[item]!;
  }

  offerTo(best: BestItems): void {
    for (const item of this.#order) {
      if (best.isFull) break;
      if (!this.#excluded.has(item)) best.offer(item, this.#scores[item]!);
    }
  }

  count(limit: number): ScoreCount {
    let higher = this.#countWhile((score) => score > limit);
    let tied = this.#countWhile((score) => score >= limit) - higher;
    for (const item of this.#excluded.rows) {
      if (this.#scores[item]! > limit) higher--;
      else if (this.#scores[item] === limit) tied--;
    }
    return { higher, tied };
  }

  /** How many items stand before the first whose score does not hold. */
  #countWhile(holds: (score: number) => boolean): number {
    let low = 0, high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.#scores[this.#order[middle]!]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
