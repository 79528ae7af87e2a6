import type { BestItems } from "./_best_items.ts";
import { type Candidates, Excluded, type ScoreCount } from "./_candidates.ts";

/**
 * Scores the items that do not score 0 as neighbours of a query.
 *
 * @param query Its row.
 * @param scores Receives their scores, all above 0; float32, shape
 * `[itemCount]`, 0 throughout.
 * @param listed Receives their rows, each once, in any order; uint32, same shape.
 * @returns How many there are.
 */
export type ScoreListed = (
  query: number,
  scores: Float32Array,
  listed: Uint32Array,
) => number;

/** Candidates of which some score above 0, and all the others 0. */
export class SparseCandidates implements Candidates {
  readonly #scoreListed: ScoreListed;
  readonly #scores: Float32Array;
  // shape [itemCount]: the candidates above 0 are the first `#found`
  readonly #listed: Uint32Array;
  #found = 0;
  #zeros = 0;
  #excluded = new Excluded(0);

  constructor(itemCount: number, scoreListed: ScoreListed) {
    this.#scoreListed = scoreListed;
    this.#scores = new Float32Array(itemCount);
    this.#listed = new Uint32Array(itemCount);
  }

  turnTo(query: number, excluded: Excluded): void {
    const scores = this.#scores, listed = this.#listed;
    for (let i = 0; i < this.#found; i++) scores[listed[i]!] = 0;
    const count = this.#scoreListed(query, scores, listed);
    this.#found = 0;
    for (let i = 0; i < count; i++) {
      const item = listed[i]!;
      if (excluded.has(item)) scores[item] = 0;
      else listed[this.#found++] = item;
    }
    this.#zeros = scores.length - excluded.rows.length - this.#found;
    this.#excluded = excluded;
  }

  scoreOf(item: number): number {
    return this.#scores[item]!;
  }

  offerTo(best: BestItems): void {
    const scores = this.#scores, listed = this.#listed;
    for (let i = 0; i < this.#found; i++) {
      best.offer(listed[i]!, scores[listed[i]!]!);
    }
    for (let row = 0; row < scores.length && !best.isFull; row++) {
      if (scores[row] === 0 && !this.#excluded.has(row)) best.offer(row, 0);
    }
  }

  count(limit: number): ScoreCount {
    if (limit === 0) return { higher: this.#found, tied: this.#zeros };
    const scores = this.#scores, listed = this.#listed;
    let higher = 0, tied = 0;
    for (let i = 0; i < this.#found; i++) {
      const score = scores[listed[i]!]!;
      if (score > limit) higher++;
      else if (score === limit) tied++;
    }
    return { higher, tied };
  }
}
