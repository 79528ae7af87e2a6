import { createRandom, expectNumber, type Random } from "@kindred/core";
import { shuffleRows } from "./_shuffle_rows.ts";
import { sumWeights } from "./_sum_weights.ts";

/** Settings of a {@linkcode ShuffledStream}. */
export interface ShuffledStreamOptions {
  /**
   * Places in the stream, a whole number in [1, 2^28], at least one for each
   * position that weighs something. Default 2^20, or 8 for each of them if
   * that is more.
   */
  length?: number;
  /** Seed of the order, a whole number >= 0. Default 1. */
  seed?: number;
}

/** The stream of the seed from which the order is drawn. */
const STREAM = 5;

/** Places in a stream for each position that weighs something, by default. */
const PLACES_EACH = 8;

/**
 * Draws positions from an array that holds each of them in proportion to its
 * weight, shuffled once and then read in order from a random place on, round
 * and round; after each full round another place is drawn. This is word2vec's
 * table (Mikolov et al. 2013) read in sequence, which a processor's cache likes
 * better than random places.
 *
 * A position's share of the places is its weight's share rounded to a whole
 * place, up or down, but never to none: a position whose due
 * is less than one place is drawn more often than is due, and those with more
 * than one place make up for it.
 * Every full round draws every place exactly once. In memory 4 bytes a place.
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import { ShuffledStream } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const stream = new ShuffledStream(Float64Array.of(0, 3, 1), { length: 4 });
 * const round = new Uint32Array(4);
 * stream.fill(round, createRandom(1));
 * assert.deepEqual([...round.sort()], [1, 1, 1, 2]);
 * ```
 */
export class ShuffledStream {
  readonly #places: Uint32Array;
  #at = 0;
  /** Places left of this round. */
  #left = 0;

  /**
   * Lays the places out and shuffles them, in linear time.
   *
   * @param weights Weight of each position, float64, shape `[n]`, n >= 1.
   * @param options See {@linkcode ShuffledStreamOptions}.
   * @throws {RangeError} If a weight is negative or not finite, all are 0, or
   * an option is out of range.
   */
  constructor(weights: Float64Array, options: ShuffledStreamOptions = {}) {
    const { total, positive } = sumWeights("lay out a stream", weights);
    const { length = Math.max(2 ** 20, PLACES_EACH * positive) } = options;
    expectNumber("lay out a stream", "its length", length, {
      min: positive,
      max: 2 ** 28,
      whole: true,
    });
    this.#places = layOut(weights, total, positive, length);
    shuffleRows(this.#places, createRandom(options.seed ?? 1, STREAM));
  }

  /** How many draws a full round has. */
  get length(): number {
    return this.#places.length;
  }

  /**
   * Returns a position, 0-based.
   *
   * @param random Where the start of a round comes from.
   */
  draw(random: Random): number {
    if (this.#left === 0) this.#startRound(random);
    const position = this.#places[this.#at]!;
    this.#pass(1);
    return position;
  }

  /**
   * Fills `out` with positions, as so many calls of `draw` would.
   *
   * @param out What to fill, uint32, any shape.
   * @param random Where the start of a round comes from.
   */
  fill(out: Uint32Array, random: Random): void {
    for (let done = 0; done < out.length;) {
      if (this.#left === 0) this.#startRound(random);
      const toEnd = this.#places.length - this.#at;
      const length = Math.min(out.length - done, this.#left, toEnd);
      out.set(this.#places.subarray(this.#at, this.#at + length), done);
      this.#pass(length);
      done += length;
    }
  }

  #startRound(random: Random): void {
    this.#at = random.below(this.#places.length);
    this.#left = this.#places.length;
  }

  #pass(places: number): void {
    this.#at = (this.#at + places) % this.#places.length;
    this.#left -= places;
  }
}

/**
 * Returns each position as often as is due, ascending. One place each comes
 * first; the rest is shared by what is due beyond that.
 */
function layOut(
  weights: Float64Array,
  total: number,
  positive: number,
  length: number,
): Uint32Array {
  const excess = weights.map((weight) =>
    Math.max(0, weight * length / total - 1)
  );
  const allExcess = excess.reduce((sum, value) => sum + value, 0);
  const rest = length - positive;
  const places = new Uint32Array(length);
  let end = 0;
  let firsts = 0;
  let excessSoFar = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    firsts++;
    excessSoFar += excess[i]!;
    // Sums are rounded, not shares: so the places come out right in the end.
    const start = end;
    end = firsts + (rest && Math.round(rest * (excessSoFar / allExcess)));
    places.fill(i, start, end);
  }
  return places;
}
