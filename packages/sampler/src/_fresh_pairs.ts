import type { RowPairs } from "@kindred/core";
import type { PairIndex } from "./pair_index.ts";
import { PairSet } from "./pair_set.ts";

/** Distinct unknown pairs, as many as were wished for. */
export class FreshPairs {
  /** What was taken, `left < right`; zeros after it. */
  readonly pairs: RowPairs;
  /** How many pairs are wished for. */
  readonly wished: number;
  /** How many were taken. */
  taken = 0;
  readonly #known: PairIndex;
  readonly #drawn: PairSet;

  constructor(known: PairIndex, wished: number, itemCount: number) {
    this.wished = wished;
    this.pairs = {
      left: new Uint32Array(wished),
      right: new Uint32Array(wished),
    };
    this.#known = known;
    this.#drawn = new PairSet(itemCount, wished);
  }

  /** Whether the wish is fulfilled. */
  get complete(): boolean {
    return this.taken === this.wished;
  }

  /** Takes a pair of two items unless it is known or taken; returns whether. */
  take(a: number, b: number): boolean {
    if (a === b || this.#known.has(a, b) || !this.#drawn.add(a, b)) {
      return false;
    }
    this.pairs.left[this.taken] = a < b ? a : b;
    this.pairs.right[this.taken] = a < b ? b : a;
    this.taken++;
    return true;
  }
}
