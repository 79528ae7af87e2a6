import { unrankable } from "@kindred/kernels";
import type { Scorer } from "../scorers/scorer.ts";
import type { BestItems } from "./_best_items.ts";
import type { Candidates, Excluded, ScoreCount } from "./_candidates.ts";

/** Scores that a block may hold: 64 MiB. */
const BLOCK_SCORES = 2 ** 24;

/** Queries that are scored at a time, where a block can hold them. */
const BLOCK_QUERIES = 16;

/**
 * The candidates of any scorer: the whole catalogue, scored by its `scoreItems`
 * for a block of queries at a time. The other ways to rank are checked against
 * this one.
 */
export class DenseCandidates implements Candidates {
  readonly #scorer: Scorer;
  readonly #queries: Uint32Array;
  readonly #itemCount: number;
  readonly #block: Float32Array;
  readonly #blockSize: number;
  #turn = 0;
  // shape [itemCount]: -Infinity where an item is no candidate
  #scores: Float32Array = new Float32Array(0);

  /**
   * @param scorer What scores.
   * @param queries All queries, in the order of the turns, uint32, shape `[q]`.
   * @param itemCount How many items there are.
   */
  constructor(scorer: Scorer, queries: Uint32Array, itemCount: number) {
    this.#scorer = scorer;
    this.#queries = queries;
    this.#itemCount = itemCount;
    this.#blockSize = Math.max(
      1,
      Math.min(
        BLOCK_QUERIES,
        queries.length,
        Math.floor(BLOCK_SCORES / itemCount),
      ),
    );
    this.#block = new Float32Array(this.#blockSize * itemCount);
  }

  turnTo(query: number, excluded: Excluded): void {
    const n = this.#itemCount;
    const place = this.#turn % this.#blockSize;
    if (place === 0) {
      const asked = this.#queries.subarray(
        this.#turn,
        this.#turn + this.#blockSize,
      );
      this.#scorer.scoreItems(asked, this.#block.subarray(0, asked.length * n));
    }
    this.#turn++;
    const scores = this.#block.subarray(place * n, (place + 1) * n);
    this.#scores = scores;
    for (let item = 0; item < n; item++) {
      if (!(scores[item]! > -Infinity)) {
        throw unrankable(scores[item]!, item, query);
      }
    }
    for (const item of excluded.rows) scores[item] = -Infinity;
  }

  scoreOf(item: number): number {
    return this.#scores[item]!;
  }

  offerTo(best: BestItems): void {
    const scores = this.#scores;
    for (let item = 0; item < scores.length; item++) {
      const score = scores[item]!;
      if (score >= best.floor && score > -Infinity) best.offer(item, score);
    }
  }

  count(limit: number): ScoreCount {
    let higher = 0, tied = 0;
    for (const score of this.#scores) {
      if (score > limit) higher++;
      else if (score === limit) tied++;
    }
    return { higher, tied };
  }
}
