import { embeddingOf, type ItemModel } from "@kindred/core";

/**
 * Returns what an item asked for is multiplied with the items' vectors: its own
 * vector, or, where the model's halves cross, that with its halves exchanged.
 *
 * @param model The model.
 * @param row Row of the item.
 * @returns float32, shape `[dimensions]`: a copy.
 * @throws {RangeError} If there is no such row.
 *
 * @example
 * ```ts
 * import { queryVector } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const model = {
 *   embeddings: { values: Float32Array.of(1, 2), itemCount: 1, dimensions: 2 },
 *   itemBias: new Float32Array(1),
 *   globalBias: 0,
 *   crossed: true,
 * };
 * assert.deepEqual([...queryVector(model, 0)], [2, 1]);
 * ```
 */
export function queryVector(model: ItemModel, row: number): Float32Array {
  const vector = embeddingOf(model.embeddings, row).slice();
  if (!model.crossed) return vector;
  const half = vector.length / 2;
  const crossed = new Float32Array(vector.length);
  crossed.set(vector.subarray(half));
  crossed.set(vector.subarray(0, half), half);
  return crossed;
}
