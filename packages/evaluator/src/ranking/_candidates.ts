import type { NeighbourLists } from "../neighbour_lists.ts";
import type { BestItems } from "./_best_items.ts";

/**
 * The candidates of one query after the other, scored in whatever form shows the
 * best of them soonest. Scores are float32 numbers.
 */
export interface Candidates {
  /**
   * Turns to the next query.
   *
   * @param query Its row.
   * @param excluded What is no candidate of it; good until the next turn.
   */
  turnTo(query: number, excluded: Excluded): void;
  /** The score of a candidate. */
  scoreOf(item: number): number;
  /** Offers every candidate that can be among the best. */
  offerTo(best: BestItems): void;
  /** How many candidates score more than `score`, and how many the same. */
  count(score: number): ScoreCount;
}

/** How many candidates lie above and at a score. */
export interface ScoreCount {
  /** Those that score more. */
  higher: number;
  /** Those that score the same. */
  tied: number;
}

/** The rows that are no candidates of a query: itself and its neighbours. */
export class Excluded {
  /** The rows in no order, itself among them, distinct. */
  rows = new Uint32Array(0);
  readonly #lists: Pick<NeighbourLists, "start" | "partner"> | undefined;
  // shape [itemCount]: the turn in which a row was last excluded
  readonly #turnOf: Uint32Array;
  #buffer = new Uint32Array(16);
  #turn = 0;

  constructor(
    itemCount: number,
    lists?: Pick<NeighbourLists, "start" | "partner">,
  ) {
    this.#lists = lists;
    this.#turnOf = new Uint32Array(itemCount);
  }

  /** Turns to the next query. */
  turnTo(query: number): void {
    this.#turn++;
    const { start = [], partner = this.rows } = this.#lists ?? {};
    const from = start[query] ?? 0, end = start[query + 1] ?? 0;
    if (this.#buffer.length < end - from + 1) {
      this.#buffer = new Uint32Array(2 * (end - from + 1));
    }
    let count = 0;
    const add = (row: number): void => {
      if (this.#turnOf[row] === this.#turn) return;
      this.#turnOf[row] = this.#turn;
      this.#buffer[count++] = row;
    };
    add(query);
    for (let at = from; at < end; at++) add(partner[at]!);
    this.rows = this.#buffer.subarray(0, count);
  }

  /** Whether the row is no candidate. */
  has(row: number): boolean {
    return this.#turnOf[row] === this.#turn;
  }
}
