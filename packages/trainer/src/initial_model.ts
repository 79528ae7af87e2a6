import { createRandom, type ItemModel } from "@kindred/core";

/** The stream of the seed from which first vectors are drawn. */
const STREAM = 3;

/**
 * Returns a model to begin with: vectors drawn evenly from
 * [-1, 1] / sqrt(dimensions) times a tenth, so that first logits are near the
 * biases', which are all `initialBias`.
 *
 * @param itemCount How many items, a whole number >= 0.
 * @param options Numbers in a vector, item bias in nats, and seed (a whole
 * number in `[0, 2^53)`).
 * @returns Vectors float32, shape `[itemCount, dimensions]`; biases float32, shape
 * `[itemCount]`; a global bias of 0.
 * @throws {RangeError} If the seed is out of range.
 *
 * @example
 * ```ts
 * import { createInitialModel } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const model = createInitialModel(3, { dimensions: 4, initialBias: -1, seed: 1 });
 * assert.equal(model.embeddings.values.length, 3 * 4);
 * assert.ok(model.embeddings.values.every((value) => Math.abs(value) <= 0.05));
 * assert.deepEqual([...model.itemBias], [-1, -1, -1]);
 * ```
 */
export function createInitialModel(
  itemCount: number,
  options: { dimensions: number; initialBias: number; seed: number },
): ItemModel {
  const { dimensions, initialBias, seed } = options;
  const random = createRandom(seed, STREAM);
  const values = new Float32Array(itemCount * dimensions);
  const reach = 0.1 / Math.sqrt(dimensions);
  for (let i = 0; i < values.length; i++) {
    values[i] = reach * (2 * random.float() - 1);
  }
  return {
    embeddings: { values, itemCount, dimensions },
    itemBias: new Float32Array(itemCount).fill(initialBias),
    globalBias: 0,
  };
}
