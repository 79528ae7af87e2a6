import type { Random } from "@kindred/core";
import { fillAlias } from "./_fill_alias.ts";
import { sumWeights } from "./_sum_weights.ts";

/**
 * Draws positions in proportion to weights in constant time: Walker's alias
 * method with Vose's construction (Vose 1991, "A linear algorithm for generating
 * random numbers with a given distribution").
 *
 * @example
 * ```ts
 * import { createRandom } from "@kindred/core";
 * import { AliasTable } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const table = new AliasTable(Float64Array.of(0, 3, 1));
 * assert.notEqual(table.draw(createRandom(1)), 0);
 * ```
 */
export class AliasTable {
  readonly #threshold: Float64Array;
  readonly #alias: Uint32Array;

  /**
   * Builds the table, in linear time.
   *
   * @param weights Weight of each position, float64, shape `[n]`, n >= 1.
   * @throws {RangeError} If a weight is negative or not finite, or all are 0.
   */
  constructor(weights: Float64Array) {
    const n = weights.length;
    const { total } = sumWeights("build an alias table", weights);
    this.#threshold = new Float64Array(n);
    this.#alias = new Uint32Array(n);
    fillAlias(weights, total, {
      threshold: this.#threshold,
      alias: this.#alias,
    });
  }

  /**
   * Returns a position, 0-based, in proportion to its weight.
   *
   * @param random Where the two draws come from.
   */
  draw(random: Random): number {
    const column = random.below(this.#threshold.length);
    return random.float() < this.#threshold[column]!
      ? column
      : this.#alias[column]!;
  }

  /**
   * Fills `out` with positions, as so many calls of `draw` would.
   *
   * @param out What to fill, uint32, any shape.
   * @param random Where two draws a position come from.
   */
  fill(out: Uint32Array, random: Random): void {
    for (let i = 0; i < out.length; i++) out[i] = this.draw(random);
  }
}
