import { createRandom, type EmbeddingTable } from "@kindred/core";

/** The stream of the seed from which first vectors are drawn. */
const STREAM = 3;

/**
 * Fills tables with the vectors that a training begins with: numbers drawn evenly
 * from [-1, 1] times what gives vectors of about the length that is asked for.
 *
 * @param tables One table after another, float32, shape `[n, d]` each.
 * @param length Root of the mean squared length of a vector, >= 0.
 * @param seed A whole number in `[0, 2^53)`.
 * @throws {RangeError} If the seed is out of range.
 *
 * @example
 * ```ts
 * import { fillInitialVectors } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const table = { values: new Float32Array(12), itemCount: 3, dimensions: 4 };
 * fillInitialVectors([table], 0.5, 1);
 * assert.ok(table.values.every((value) => Math.abs(value) <= Math.sqrt(3) / 4));
 * ```
 */
export function fillInitialVectors(
  tables: readonly EmbeddingTable[],
  length: number,
  seed: number,
): void {
  const random = createRandom(seed, STREAM);
  for (const { values, dimensions } of tables) {
    // A number drawn evenly from [-1, 1] has a mean square of a third.
    const reach = length * Math.sqrt(3 / dimensions);
    for (let i = 0; i < values.length; i++) {
      values[i] = reach * (2 * random.float() - 1);
    }
  }
}
